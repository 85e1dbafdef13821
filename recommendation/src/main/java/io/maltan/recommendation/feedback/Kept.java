package io.maltan.recommendation.feedback;

/**
 * Feedback that was written, or taken back.
 *
 * @param counts whether it alone makes its person a visitor of the place within its {@link
 *     VisitBlock}
 */
record Kept(Feedback feedback, boolean counts) {}
