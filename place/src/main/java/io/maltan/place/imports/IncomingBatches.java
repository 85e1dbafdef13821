package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.catalogue.PlaceKeys;
import io.maltan.place.hours.OpeningClock;
import io.maltan.place.region.Region;
import io.maltan.place.region.Regions;
import io.maltan.platform.id.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes rows of records. */
@Component
class IncomingBatches {

    /** A row of Korean text is about so long; others grow. */
    private static final int BYTES_A_ROW = 448;

    private final Regions regions;
    private final OpeningClock openingClock;
    private final JsonMapper json;

    IncomingBatches(Regions regions, OpeningClock openingClock, JsonMapper json) {
        this.regions = regions;
        this.openingClock = openingClock;
        this.json = json;
    }

    IncomingBatch of(List<Parsed> records, SeenSources seen) {
        CopyText rows = new CopyText(BYTES_A_ROW * records.size());
        List<Parsed.Skipped> skips = new ArrayList<>();
        int count = 0;
        for (Parsed parsed : records) {
            switch (parsed) {
                case Parsed.Skipped skipped -> skips.add(skipped);
                case Parsed.Usable usable when !seen.add(usable.source()) ->
                        skips.add(new Parsed.Skipped("repeated_id", usable.source()));
                case Parsed.Usable usable -> {
                    addRow(rows, usable);
                    count++;
                }
            }
        }
        return new IncomingBatch(rows.toBytes(), count, skips);
    }

    /** In the order of {@link R2dbcIncoming}'s columns. */
    private void addRow(CopyText rows, Parsed.Usable usable) {
        PlaceContent content = usable.content();
        PlaceKeys keys = PlaceKeys.of(content);
        rows.add(Ids.next())
                .add(usable.source())
                .add(content.name())
                .add(toJson(content.names()))
                .add(toJson(content.aliases()))
                .add(content.category())
                .add(content.position().lat())
                .add(content.position().lon())
                .add(content.address())
                .add(content.phone())
                .add(content.website())
                .add(content.openingHours())
                .add(content.timeZone())
                .add(regions.at(content.position()).map(Region::code).orElse(null))
                .add(content.status().code())
                .add(keys.names())
                .add(keys.text())
                .add(content.hash())
                .add(openingClock.week(content.openingHours()).orElse(null))
                .endRow();
    }

    private String toJson(Map<String, String> names) {
        return names.isEmpty() ? "{}" : json.writeValueAsString(names);
    }

    private String toJson(Collection<String> aliases) {
        return aliases.isEmpty() ? "[]" : json.writeValueAsString(aliases);
    }
}
