package io.maltan.recommendation.ranking;

import io.maltan.recommendation.place.Openness;
import io.maltan.recommendation.place.PlaceIndex;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes views of places from memory. */
@Component
public final class ItemViews {

    private final PlaceIndex places;
    private final ReasonTexts texts;

    ItemViews(PlaceIndex places, ReasonTexts texts) {
        this.places = places;
        this.texts = texts;
    }

    /** The reason of a place that is there because it is rising. */
    public List<Reason> rising(int place, Locale locale) {
        return List.of(texts.rising(places.region(place), locale));
    }

    /** The view of a place with its score and reasons. */
    public ItemView of(
            int place,
            double score,
            @Nullable Position position,
            List<Reason> reasons,
            Instant now,
            Locale locale) {
        return new ItemView(
                placeView(place, now, locale),
                rounded(score, 1e6),
                metres(place, position),
                reasons);
    }

    private ItemView.PlaceView placeView(int place, Instant now, Locale locale) {
        return new ItemView.PlaceView(
                places.id(place),
                places.name(place, locale),
                places.categoryCode(place),
                places.lat(place),
                places.lon(place),
                new ItemView.RatingView(
                        rounded(places.ratingAverage(place), 100), places.ratingCount(place)),
                openNow(places.openness(place, places.moment(now))),
                places.region(place)
                        .map(region -> new ItemView.RegionView(region.code(), region.name(locale)))
                        .orElse(null));
    }

    private static @Nullable Boolean openNow(Openness openness) {
        return openness == Openness.UNKNOWN ? null : openness == Openness.OPEN;
    }

    private @Nullable Long metres(int place, @Nullable Position position) {
        return position == null
                ? null
                : Math.round(places.metresFrom(place, position.lat(), position.lon()));
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
