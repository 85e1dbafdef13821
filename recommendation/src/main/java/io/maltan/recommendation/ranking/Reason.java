package io.maltan.recommendation.ranking;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why a place is recommended.
 *
 * @param code for programs
 * @param text in the caller's language
 * @param placeId the place that the reason is about, where it is about another
 */
public record Reason(String code, String text, @Nullable UUID placeId) {}
