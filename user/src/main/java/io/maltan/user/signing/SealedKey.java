package io.maltan.user.signing;

import java.nio.ByteBuffer;
import java.time.Instant;

/** A signing key as it lies in the database. */
record SealedKey(String id, ByteBuffer sealed, Instant createdAt) {}
