package io.maltan.user.session;

import java.time.Instant;

/** The moment of a pair of tokens, and when they end. */
record Lifetimes(Instant now, Instant accessEnds, Instant refreshEnds) {}
