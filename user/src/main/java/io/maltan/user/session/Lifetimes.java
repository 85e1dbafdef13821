package io.maltan.user.session;

import java.time.Duration;
import java.time.Instant;

/**
 * The moment of a pair of tokens, and when they end.
 *
 * @param longest how long their session may live at most
 */
record Lifetimes(Instant now, Instant accessEnds, Instant refreshEnds, Duration longest) {}
