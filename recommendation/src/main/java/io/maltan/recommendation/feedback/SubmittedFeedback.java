package io.maltan.recommendation.feedback;

import org.jspecify.annotations.Nullable;

/** An event of feedback as a client sends it; read leniently, so that each is judged by itself. */
record SubmittedFeedback(
        @Nullable String id,
        @Nullable String type,
        @Nullable String placeId,
        @Nullable String at,
        @Nullable String recommendationId,
        @Nullable Double value) {}
