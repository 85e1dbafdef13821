package io.maltan.recommendation.trending;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Vicinity;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.popularity.Window;
import io.maltan.recommendation.profile.CallersTaste;
import io.maltan.recommendation.ranking.Filter;
import io.maltan.recommendation.ranking.ItemView;
import io.maltan.recommendation.ranking.ItemViews;
import io.maltan.recommendation.ranking.Position;
import io.maltan.recommendation.ranking.ShownPlaces;
import io.maltan.recommendation.ranking.Wish;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * The places with more going on than is usual for them, the steepest first; when a cursor cannot
 * hold more of what was shown, the rest of them by id.
 */
@Service
class RisingPlaces {

    private static final double DEFAULT_RADIUS_METRES = 5_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final Popularity popularity;
    private final PlaceIndex places;
    private final CallersTaste callersTaste;
    private final ItemViews views;
    private final Clock clock;

    RisingPlaces(
            Popularity popularity,
            PlaceIndex places,
            CallersTaste callersTaste,
            ItemViews views,
            Clock clock) {
        this.popularity = popularity;
        this.places = places;
        this.callersTaste = callersTaste;
        this.views = views;
        this.clock = clock;
    }

    /**
     * A page of what is rising, without what the caller does not want to see.
     *
     * @param userId who asks; null for somebody unknown
     */
    Mono<Page<ItemView>> page(
            Wish wish, Window window, PageRequest page, @Nullable UUID userId, Locale locale) {
        return callersTaste
                .of(userId)
                .map(callers -> page(wish, window, page, callers.removed(), locale));
    }

    private Page<ItemView> page(
            Wish wish, Window window, PageRequest page, IntSet removed, Locale locale) {
        Instant now = clock.instant();
        Cursor cursor = page.cursor();
        ShownPlaces shown = cursor == null ? new ShownPlaces() : ShownPlaces.decode(cursor.text(0));
        boolean ranked = cursor == null || cursor.text(1).isEmpty();
        UUID after = ranked || cursor == null ? FIRST : cursor.uuid(1);
        List<Rise> rises = rises(wish, window, removed, now, shown);
        if (!ranked) {
            rises.removeIf(rise -> rise.id().compareTo(after) <= 0);
        }
        rises.sort(ranked ? Rise.STEEPEST_FIRST : Comparator.comparing(Rise::id));
        List<Rise> next = rises.subList(0, Math.min(page.limit(), rises.size()));
        if (ranked) {
            next.forEach(rise -> shown.add(rise.id()));
        }
        return new Page<>(
                next.stream().map(rise -> toView(rise, wish.position(), now, locale)).toList(),
                next.size() < rises.size() ? cursor(shown, ranked, next, page) : null);
    }

    private static String cursor(
            ShownPlaces shown, boolean ranked, List<Rise> next, PageRequest page) {
        boolean stays = ranked && shown.size() + page.limit() <= ShownPlaces.MOST;
        Object after = stays ? "" : ranked ? FIRST : next.getLast().id();
        return Cursor.of(shown.encoded(), after).encoded();
    }

    private List<Rise> rises(
            Wish wish, Window window, IntSet removed, Instant now, ShownPlaces shown) {
        IntPredicate wanted = isNear(wish).and(Filter.of(places, wish, removed, now));
        List<Rise> rises = new ArrayList<>();
        popularity.rising(
                window,
                now,
                (place, rise) -> {
                    if (places.isInBusiness(place)
                            && wanted.test(place)
                            && !shown.contains(places.id(place))) {
                        rises.add(new Rise(place, places.id(place), rise));
                    }
                });
        return rises;
    }

    private IntPredicate isNear(Wish wish) {
        Position position = wish.position();
        if (position == null) {
            return place -> true;
        }
        Double radius = wish.radiusMetres();
        double farthest = radius == null ? DEFAULT_RADIUS_METRES : radius;
        Vicinity centre = new Vicinity(position.lat(), position.lon());
        return place -> places.metres(place, centre) <= farthest;
    }

    private ItemView toView(Rise rise, @Nullable Position position, Instant now, Locale locale) {
        return views.of(
                rise.place(),
                rise.rise(),
                position,
                views.rising(rise.place(), locale),
                now,
                locale);
    }

    private record Rise(int place, UUID id, double rise) {

        static final Comparator<Rise> STEEPEST_FIRST =
                Comparator.comparingDouble((Rise rise) -> -rise.rise()).thenComparing(Rise::id);
    }
}
