package io.maltan.community.vote;

import org.jspecify.annotations.Nullable;

/**
 * The votes on something.
 *
 * @param mine the viewer's own vote: 1, -1, or 0 for none; absent where nobody in particular looks
 */
public record Tally(int up, int down, @Nullable Integer mine) {}
