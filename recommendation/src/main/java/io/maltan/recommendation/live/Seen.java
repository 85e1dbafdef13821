package io.maltan.recommendation.live;

import io.maltan.recommendation.place.Vicinity;
import io.maltan.recommendation.ranking.ItemView;
import io.maltan.recommendation.ranking.Position;
import io.maltan.recommendation.ranking.RecommendationView;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a person notices of a list: which places in which order, which of them are open, and how far
 * off they are, as soon as that has changed by more than a few steps.
 */
record Seen(List<Item> items, @Nullable Position from) {

    private static final double FEW_STEPS_METRES = 50;

    Seen {
        items = List.copyOf(items);
    }

    static Seen of(RecommendationView view, @Nullable Position from) {
        return new Seen(view.items().stream().map(Item::of).toList(), from);
    }

    /** Whether a person who saw the other would notice nothing. */
    boolean looksLike(Seen other) {
        return items.equals(other.items) && metresFrom(other.from) < FEW_STEPS_METRES;
    }

    private double metresFrom(@Nullable Position other) {
        if (from == null || other == null) {
            return Objects.equals(from, other) ? 0 : Double.MAX_VALUE;
        }
        return new Vicinity(from.lat(), from.lon()).metres(other.lat(), other.lon());
    }

    /** A place on the list. */
    record Item(UUID place, @Nullable Boolean openNow) {

        static Item of(ItemView item) {
            return new Item(item.place().id(), item.place().openNow());
        }
    }
}
