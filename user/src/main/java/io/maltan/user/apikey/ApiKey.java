package io.maltan.user.apikey;

import io.maltan.platform.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A key without its secret.
 *
 * @param prefix how the key begins, by which its owner recognises it
 */
record ApiKey(
        UUID id,
        String name,
        String prefix,
        List<Scope> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {

    ApiKey {
        scopes = List.copyOf(scopes);
    }

    /** The highest role that it lets its owner use. */
    Role highestRole() {
        return Scope.highestRole(scopes);
    }
}
