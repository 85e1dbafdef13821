package io.maltan.place.imports;

import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.catalogue.PlaceFacts;
import io.maltan.place.catalogue.Places;
import io.maltan.place.catalogue.Places.KnownPlace;
import io.maltan.place.region.Region;
import io.maltan.place.region.Regions;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Merges batches of imported places into the catalogue, with the facts that follow. */
@Component
class PlaceMerge {

    private final Places places;
    private final PlaceFacts facts;
    private final Outbox outbox;
    private final Regions regions;
    private final Clock clock = Clock.systemUTC();

    PlaceMerge(Places places, PlaceFacts facts, Outbox outbox, Regions regions) {
        this.places = places;
        this.facts = facts;
        this.outbox = outbox;
        this.regions = regions;
    }

    /** Merges a batch, within the caller's transaction. */
    Mono<ImportTally> merge(List<Parsed> batch, SeenSources seen) {
        Plan plan = new Plan(clock.instant());
        for (Parsed parsed : batch) {
            switch (parsed) {
                case Parsed.Skipped skipped -> plan.skips.add(skipped);
                case Parsed.Usable usable when !seen.add(usable.source()) ->
                        plan.skips.add(new Parsed.Skipped("repeated_id", usable.source()));
                case Parsed.Usable usable -> plan.incoming.add(usable);
            }
        }
        return known(plan.incoming).flatMap(known -> write(plan, known));
    }

    private Mono<Map<String, KnownPlace>> known(List<Parsed.Usable> incoming) {
        List<String> sources = incoming.stream().map(Parsed.Usable::source).toList();
        return sources.isEmpty()
                ? Mono.just(Map.of())
                : places.knownOf(sources)
                        .collectMap(known -> String.valueOf(known.place().source()));
    }

    private Mono<ImportTally> write(Plan plan, Map<String, KnownPlace> known) {
        plan.incoming.forEach(usable -> plan.decide(usable, known.get(usable.source())));
        return places.insert(plan.created)
                .then(places.update(plan.updated))
                .then(plan.events.isEmpty() ? Mono.empty() : outbox.append(plan.events))
                .thenReturn(plan.tally());
    }

    /** What is to be done with a batch. */
    private final class Plan {

        private final Instant now;
        private final List<Parsed.Usable> incoming = new ArrayList<>();
        private final List<Parsed.Skipped> skips = new ArrayList<>();
        private final List<Place> created = new ArrayList<>();
        private final List<Place> updated = new ArrayList<>();
        private final List<NewEvent> events = new ArrayList<>();
        private long unchanged;

        Plan(Instant now) {
            this.now = now;
        }

        void decide(Parsed.Usable usable, @Nullable KnownPlace known) {
            if (known == null) {
                create(usable);
            } else if (known.removed()) {
                skips.add(new Parsed.Skipped("removed_here", usable.source()));
            } else if (known.place().contentHash().equals(usable.content().hash())) {
                unchanged++;
            } else {
                refresh(known.place(), usable.content());
            }
        }

        private void create(Parsed.Usable usable) {
            Place place =
                    Place.created(
                            Ids.next(),
                            usable.source(),
                            null,
                            usable.content(),
                            regionOf(usable.content()),
                            now);
            created.add(place);
            events.add(facts.created(place));
        }

        private void refresh(Place before, PlaceContent content) {
            Place after = before.refreshed(content, regionOf(content), now);
            updated.add(after);
            events.add(facts.updated(before, after));
        }

        private @Nullable String regionOf(PlaceContent content) {
            return regions.at(content.position()).map(Region::code).orElse(null);
        }

        ImportTally tally() {
            return ImportTally.of(created.size(), updated.size(), unchanged, skips);
        }
    }
}
