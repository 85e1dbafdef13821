package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.catalogue.PlaceKeys;
import io.maltan.place.catalogue.PlaceStatus;
import io.maltan.place.region.Region;
import io.maltan.place.region.Regions;
import io.maltan.platform.hours.OpeningClock;
import io.maltan.platform.id.Ids;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes batches of records, which are rows by then. */
@Component
class IncomingBatches {

    /** A row of Korean text is about so long; others grow. */
    private static final int BYTES_A_ROW = 448;

    /** A batch ends with the row that reaches it: names in sixty languages come to 200 KB. */
    private static final int LARGEST = 4 << 20;

    private final Regions regions;
    private final OpeningClock openingClock;
    private final JsonMapper json;
    private final int mostRecords;

    IncomingBatches(
            Regions regions,
            OpeningClock openingClock,
            JsonMapper json,
            ImportProperties properties) {
        this.regions = regions;
        this.openingClock = openingClock;
        this.json = json;
        this.mostRecords = properties.batch();
    }

    /** A batch as it grows. */
    Growing begin() {
        return new Growing();
    }

    /** Records of one batch, of which each is a row at once and takes no memory beside. */
    final class Growing {

        private final CopyText rows = new CopyText(BYTES_A_ROW * mostRecords);
        private final List<Parsed.Skipped> skips = new ArrayList<>();
        private int count;

        boolean isEmpty() {
            return count == 0 && skips.isEmpty();
        }

        boolean isFull() {
            return count + skips.size() >= mostRecords || rows.length() >= LARGEST;
        }

        void add(Parsed parsed, SeenSources seen) {
            switch (parsed) {
                case Parsed.Skipped skipped -> {
                    skips.add(skipped);
                    addRow(rows, skipped);
                }
                case Parsed.Usable usable when !seen.add(usable.source()) ->
                        skips.add(new Parsed.Skipped("repeated_id", usable.source()));
                case Parsed.Usable usable -> {
                    addRow(rows, usable);
                    count++;
                }
            }
        }

        IncomingBatch end() {
            return new IncomingBatch(rows.toBytes(), count, skips);
        }
    }

    /** In the order of the columns that {@link R2dbcIncoming} copies. */
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
                .add(null)
                .endRow();
    }

    /** No place: what only says that its source still has a record of it. */
    private static void addRow(CopyText rows, Parsed.Skipped skipped) {
        if (skipped.source() == null) {
            return;
        }
        rows.add(Ids.next())
                .add(skipped.source())
                .add("")
                .add("{}")
                .add("[]")
                .add("")
                .add(0)
                .add(0)
                .add(null)
                .add(null)
                .add(null)
                .add(null)
                .add("UTC")
                .add(null)
                .add(PlaceStatus.OPEN.code())
                .add("")
                .add("")
                .add("")
                .add(null)
                .add("epoch")
                .endRow();
    }

    private String toJson(Map<String, String> names) {
        return names.isEmpty() ? "{}" : json.writeValueAsString(names);
    }

    private String toJson(Collection<String> aliases) {
        return aliases.isEmpty() ? "[]" : json.writeValueAsString(aliases);
    }
}
