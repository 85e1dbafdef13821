package io.maltan.recommendation.ranking;

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
    private final Instant now;
    private final boolean openNow;
    private final boolean @Nullable [] categories;
    private final boolean @Nullable [] regions;
    private final IntSet excluded = new IntOpenHashSet();
    private final IntSet removed;

    Filter(PlaceIndex places, Wish wish, IntSet removed, Instant now) {
        this.places = places;
        this.now = now;
        this.openNow = wish.openNow();
        this.categories =
                wish.categories().isEmpty() ? null : places.categories().within(wish.categories());
        this.regions = wish.region() == null ? null : places.regionsWithin(wish.region());
        this.removed = removed;
        wish.exclude().forEach(id -> places.find(id).ifPresent(excluded::add));
    }

    /** What a wish alone leaves, whoever asks. */
    public static IntPredicate of(PlaceIndex places, Wish wish, Instant now) {
        return new Filter(places, wish, IntSets.EMPTY_SET, now);
    }

    @Override
    public boolean test(int place) {
        return isIn(categories, places.category(place))
                && isIn(regions, places.regionNumber(place))
                && !removed.contains(place)
                && !excluded.contains(place)
                && (!openNow || places.openness(place, now) == Openness.OPEN);
    }

    private static boolean isIn(boolean @Nullable [] set, int number) {
        return set == null || (number >= 0 && number < set.length && set[number]);
    }
}
