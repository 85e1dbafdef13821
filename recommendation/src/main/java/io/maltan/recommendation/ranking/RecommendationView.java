package io.maltan.recommendation.ranking;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Recommendations as clients see them.
 *
 * @param recommendationId what feedback names that followed from it
 * @param variant the variant of the experiment that it took part in
 * @param level what it rests on: personal, similar, trending, nearby
 */
public record RecommendationView(
        UUID recommendationId,
        String modelVersion,
        String variant,
        String level,
        List<ItemView> items,
        @Nullable String nextCursor) {}
