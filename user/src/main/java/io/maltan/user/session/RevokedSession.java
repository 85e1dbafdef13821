package io.maltan.user.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A session that has ended although access tokens of it may still be alive.
 *
 * @param expiresAt from when on none of them is
 */
record RevokedSession(UUID id, Instant expiresAt) {}
