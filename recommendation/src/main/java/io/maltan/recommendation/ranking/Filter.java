package io.maltan.recommendation.ranking;

import io.maltan.recommendation.place.LocalMoment;
import io.maltan.recommendation.place.Openness;
import io.maltan.recommendation.place.PlaceIndex;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import java.time.Instant;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** Which places may be recommended at all, for a wish and somebody's removals. */
public final class Filter implements IntPredicate {

    private final PlaceIndex places;
    private final LocalMoment now;
    private final boolean openNow;
    private final boolean @Nullable [] categories;
    private final boolean @Nullable [] regions;
    private final IntSet excluded;
    private final IntSet removed;

    Filter(PlaceIndex places, Wish wish, IntSet removed, LocalMoment now) {
        this.places = places;
        this.now = now;
        this.openNow = wish.openNow();
        this.categories =
                wish.categories().isEmpty() ? null : places.categories().within(wish.categories());
        this.regions = wish.region() == null ? null : places.regionsWithin(wish.region());
        this.removed = removed;
        this.excluded = wish.exclude().isEmpty() ? IntSets.EMPTY_SET : new IntOpenHashSet();
        wish.exclude().forEach(id -> places.find(id).ifPresent(excluded::add));
    }

    /** What a wish leaves for somebody who removed some places. */
    public static IntPredicate of(PlaceIndex places, Wish wish, IntSet removed, Instant now) {
        return new Filter(places, wish, removed, places.moment(now));
    }

    @Override
    public boolean test(int place) {
        return isIn(categories, places.category(place))
                && (regions == null || isIn(regions, places.regionNumber(place)))
                && (removed.isEmpty() || !removed.contains(place))
                && (excluded.isEmpty() || !excluded.contains(place))
                && (!openNow || places.openness(place, now) == Openness.OPEN);
    }

    private static boolean isIn(boolean @Nullable [] set, int number) {
        return set == null || (number < set.length && set[number]);
    }
}
