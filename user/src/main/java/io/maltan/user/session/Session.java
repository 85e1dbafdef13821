package io.maltan.user.session;

import java.time.Instant;
import java.util.UUID;

/**
 * A login on one device.
 *
 * @param sid what its access tokens call it; another than its id once the tokens given so far had
 *     to be refused
 * @param client what the device called itself
 */
public record Session(
        UUID id, UUID sid, UUID accountId, String client, Instant createdAt, Instant lastUsedAt) {}
