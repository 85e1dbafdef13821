package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceFact.RegionFact;
import io.maltan.place.catalogue.PlaceFacts;
import io.maltan.place.region.Regions;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What others hear of an import. */
@Component
class ImportEvents {

    private static final String IMPORTED = "places.imported";

    private final Regions regions;
    private final Outbox outbox;
    private final JsonMapper json;

    ImportEvents(Regions regions, Outbox outbox, JsonMapper json) {
        this.regions = regions;
        this.outbox = outbox;
        this.json = json;
    }

    /** That so many places have changed at once that it is better to read all of them anew. */
    record Imported(String dataset, long created, long updated) {}

    /** Regions as events tell of them: a JSON object by code. */
    String regions(Collection<String> codes) {
        Map<String, RegionFact> facts = new HashMap<>();
        for (String code : codes) {
            regions.find(code).ifPresent(region -> facts.put(code, PlaceFacts.toFact(region)));
        }
        return json.writeValueAsString(facts);
    }

    /** One event instead of one for each place, within the caller's transaction. */
    Mono<Void> imported(ImportRequest request, ImportTally tally) {
        Imported what = new Imported(request.dataset(), tally.created(), tally.updated());
        return outbox.append(List.of(new NewEvent(IMPORTED, UUID.randomUUID().toString(), what)));
    }
}
