package io.maltan.user.signing;

import java.nio.ByteBuffer;
import java.time.Instant;

/**
 * A signing key as it lies in the database.
 *
 * @param signsFrom from when on it signs, until that time of the next key comes
 */
record SealedKey(String id, ByteBuffer sealed, Instant createdAt, Instant signsFrom) {}
