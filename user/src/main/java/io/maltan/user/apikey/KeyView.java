package io.maltan.user.apikey;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A key as its owner sees it. */
record KeyView(
        UUID id,
        String name,
        String prefix,
        List<String> scopes,
        Instant createdAt,
        @Nullable Instant lastUsedAt,
        @Nullable Instant expiresAt) {

    static KeyView of(ApiKey key) {
        return new KeyView(
                key.id(),
                key.name(),
                key.prefix(),
                key.scopes().stream().map(Scope::claim).toList(),
                key.createdAt(),
                key.lastUsedAt(),
                key.expiresAt());
    }
}
