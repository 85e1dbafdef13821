package io.maltan.recommendation.ranking;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What recommendations are asked for.
 *
 * @param radiusMetres nothing beyond; null to look as far as it takes
 * @param region the code of the region that places must lie in
 * @param categories codes of which each stands for everything below it; empty for all
 * @param openNow only places that are known to be open
 * @param exclude places that are not wanted
 */
public record Wish(
        @Nullable Position position,
        @Nullable Double radiusMetres,
        @Nullable String region,
        List<String> categories,
        boolean openNow,
        Set<UUID> exclude) {

    public Wish {
        categories = List.copyOf(categories);
        exclude = Set.copyOf(exclude);
    }

    /** The same, with no more of the position than may be kept for longer than a request. */
    public Wish toKeep() {
        return position == null ? this : at(position.rounded());
    }

    /** The same from elsewhere. */
    public Wish at(Position elsewhere) {
        return new Wish(elsewhere, radiusMetres, region, categories, openNow, exclude);
    }
}
