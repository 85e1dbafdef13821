package io.maltan.place.catalogue;

import io.maltan.place.geography.Coordinates;
import io.maltan.place.region.Region;
import io.maltan.place.region.Regions;
import io.maltan.platform.events.NewEvent;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Tells other services what has become of places. */
@Component
public class PlaceFacts {

    private final Regions regions;

    PlaceFacts(Regions regions) {
        this.regions = regions;
    }

    public NewEvent created(Place place) {
        return new NewEvent("place.created", subject(place), toFact(place, null));
    }

    /** That a place is no longer what it was. */
    public NewEvent updated(Place before, Place after) {
        Coordinates was = before.content().position();
        boolean moved = !was.equals(after.content().position());
        return new NewEvent("place.updated", subject(after), toFact(after, moved ? was : null));
    }

    public NewEvent removed(Place place) {
        Coordinates position = place.content().position();
        return new NewEvent(
                "place.removed",
                subject(place),
                new PlaceFact.Removed(place.id(), position.lat(), position.lon()));
    }

    public NewEvent merged(Place from, Place into) {
        return new NewEvent(
                "place.merged", subject(from), new PlaceFact.Merged(from.id(), into.id()));
    }

    public NewEvent rated(Place place) {
        Rating rating = place.rating();
        return new NewEvent(
                "place.rated",
                subject(place),
                new PlaceFact.Rated(place.id(), rating.average(), rating.count(), toFact(place)));
    }

    /** A place as other services know it. */
    public PlaceFact toFact(Place place) {
        return toFact(place, null);
    }

    private PlaceFact toFact(Place place, @Nullable Coordinates previous) {
        PlaceContent content = place.content();
        return new PlaceFact(
                place.id(),
                content.name(),
                content.names(),
                content.category(),
                content.position().lat(),
                content.position().lon(),
                regions.find(place.regionCode()).map(PlaceFacts::toFact).orElse(null),
                content.status(),
                content.openingHours(),
                content.timeZone(),
                new PlaceFact.RatingFact(place.rating().average(), place.rating().count()),
                place.createdAt(),
                place.version(),
                previous == null
                        ? null
                        : new PlaceFact.PositionFact(previous.lat(), previous.lon()));
    }

    /** A region as other services know it. */
    public static PlaceFact.RegionFact toFact(Region region) {
        return new PlaceFact.RegionFact(
                region.code(), Map.of("ko", region.ko(), "en", region.en()));
    }

    private static String subject(Place place) {
        return place.id().toString();
    }
}
