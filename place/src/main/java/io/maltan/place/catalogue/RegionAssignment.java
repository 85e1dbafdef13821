package io.maltan.place.catalogue;

import io.maltan.place.region.Region;
import io.maltan.place.region.RegionSweep;
import io.maltan.place.region.Regions;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Puts places into the region that they lie in now. */
@Component
class RegionAssignment implements RegionSweep.Step {

    private final Places places;
    private final PlaceFacts facts;
    private final Regions regions;
    private final Outbox outbox;
    private final Clock clock = Clock.systemUTC();

    RegionAssignment(Places places, PlaceFacts facts, Regions regions, Outbox outbox) {
        this.places = places;
        this.facts = facts;
        this.regions = regions;
        this.outbox = outbox;
    }

    @Override
    public Mono<RegionSweep.Progress> assignAfter(UUID id, int limit) {
        return places.findAfterToChange(id, limit)
                .collectList()
                .flatMap(read -> assign(id, read, limit));
    }

    private Mono<RegionSweep.Progress> assign(UUID id, List<Place> read, int limit) {
        List<Place> changed = new ArrayList<>();
        List<NewEvent> events = new ArrayList<>();
        for (Place place : read) {
            @Nullable String code =
                    regions.at(place.content().position()).map(Region::code).orElse(null);
            if (!Objects.equals(code, place.regionCode())) {
                Place moved = place.edited(place.content(), code, clock.instant());
                changed.add(moved);
                events.add(facts.updated(place, moved));
            }
        }
        UUID last = read.isEmpty() ? id : read.getLast().id();
        RegionSweep.Progress progress =
                new RegionSweep.Progress(last, read.size(), changed.size(), read.size() < limit);
        return places.update(changed)
                .then(events.isEmpty() ? Mono.empty() : outbox.append(events))
                .thenReturn(progress);
    }
}
