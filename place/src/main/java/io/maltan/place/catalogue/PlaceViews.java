package io.maltan.place.catalogue;

import io.maltan.place.region.Regions;
import io.maltan.platform.hours.OpeningClock;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Shows places to clients, in their language and at this moment. */
@Component
public class PlaceViews {

    private static final double DECIMETRES = 10;
    private static final double HUNDREDTHS = 100;

    private final Regions regions;
    private final OpeningClock openingClock;
    private final Clock clock = Clock.systemUTC();

    PlaceViews(Regions regions, OpeningClock openingClock) {
        this.regions = regions;
        this.openingClock = openingClock;
    }

    public PlaceView of(Place place, Locale language) {
        return of(place, null, language);
    }

    /** A place seen from a distance in metres. */
    public PlaceView of(Place place, @Nullable Double distance, Locale language) {
        PlaceContent content = place.content();
        return new PlaceView(
                place.id(),
                content.name(),
                content.names(),
                content.category(),
                content.position().lat(),
                content.position().lon(),
                content.address(),
                regionOf(place, language),
                content.phone(),
                content.website(),
                content.openingHours(),
                isOpen(content, clock.instant()),
                content.timeZone(),
                content.status(),
                toView(place.rating()),
                place.photoIds().stream().map(PhotoLink::of).toList(),
                place.source(),
                place.sameAs(),
                place.vanishedAt(),
                distance == null ? null : Math.round(distance * DECIMETRES) / DECIMETRES,
                place.createdAt(),
                place.updatedAt());
    }

    /** Whether a place is open; null where its hours do not tell. */
    public @Nullable Boolean isOpen(PlaceContent content, Instant at) {
        if (content.status() != PlaceStatus.OPEN) {
            return false;
        }
        return openingClock
                .isOpen(
                        content.openingHours(),
                        content.timeZone(),
                        content.position().lat(),
                        content.position().lon(),
                        at)
                .orElse(null);
    }

    private static PlaceView.RatingView toView(Rating rating) {
        return new PlaceView.RatingView(
                toHundredths(rating.average()), rating.count(), toHundredths(rating.bayesian()));
    }

    private static double toHundredths(double mean) {
        return Math.round(mean * HUNDREDTHS) / HUNDREDTHS;
    }

    private PlaceView.@Nullable RegionView regionOf(Place place, Locale language) {
        return regions.find(place.regionCode())
                .map(region -> new PlaceView.RegionView(region.code(), region.name(language)))
                .orElse(null);
    }
}
