package io.maltan.recommendation.trending;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.popularity.Window;
import io.maltan.recommendation.ranking.Filter;
import io.maltan.recommendation.ranking.ItemView;
import io.maltan.recommendation.ranking.ItemViews;
import io.maltan.recommendation.ranking.Position;
import io.maltan.recommendation.ranking.ServedPlaces;
import io.maltan.recommendation.ranking.Wish;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** The places with more going on than is usual for them, the steepest first. */
@Service
class RisingPlaces {

    private static final double DEFAULT_RADIUS_METRES = 5_000;

    private final Popularity popularity;
    private final PlaceIndex places;
    private final ItemViews views;
    private final Clock clock;

    RisingPlaces(Popularity popularity, PlaceIndex places, ItemViews views, Clock clock) {
        this.popularity = popularity;
        this.places = places;
        this.views = views;
        this.clock = clock;
    }

    Page<ItemView> page(Wish wish, Window window, PageRequest page, Locale locale) {
        Instant now = clock.instant();
        Cursor cursor = page.cursor();
        ServedPlaces served =
                cursor == null
                        ? ServedPlaces.roomFor(page.limit())
                        : ServedPlaces.decode(cursor.text(0));
        IntPredicate wanted =
                isNear(wish)
                        .and(Filter.of(places, wish, now))
                        .and(place -> !served.contains(places.id(place)));
        List<Rise> rises = rises(window, now, wanted);
        List<Rise> shown = rises.subList(0, Math.min(page.limit(), rises.size()));
        shown.forEach(rise -> served.add(places.id(rise.place())));
        return new Page<>(
                shown.stream().map(rise -> toView(rise, wish.position(), now, locale)).toList(),
                shown.size() < rises.size() ? Cursor.of(served.encoded()).encoded() : null);
    }

    private List<Rise> rises(Window window, Instant now, IntPredicate wanted) {
        List<Rise> rises = new ArrayList<>();
        popularity.rising(
                window,
                now,
                (place, rise) -> {
                    if (places.isInBusiness(place) && wanted.test(place)) {
                        rises.add(new Rise(place, rise));
                    }
                });
        rises.sort(Comparator.comparingDouble(Rise::rise).reversed().thenComparingInt(Rise::place));
        return rises;
    }

    private IntPredicate isNear(Wish wish) {
        Position position = wish.position();
        Double radius = wish.radiusMetres();
        return position == null
                ? place -> true
                : place ->
                        places.metresFrom(place, position.lat(), position.lon())
                                <= (radius == null ? DEFAULT_RADIUS_METRES : radius);
    }

    private ItemView toView(Rise rise, @Nullable Position position, Instant now, Locale locale) {
        return views.of(rise.place(), rise.rise(), position, views.rising(locale), now, locale);
    }

    private record Rise(int place, double rise) {}
}
