package io.maltan.user.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A login on one device.
 *
 * @param client what the device called itself
 */
public record Session(
        UUID id, UUID accountId, String client, Instant createdAt, Instant lastUsedAt) {}
