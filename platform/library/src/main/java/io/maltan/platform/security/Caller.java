package io.maltan.platform.security;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/**
 * Who calls, as the verified access token says.
 *
 * <p>As a parameter of a controller's method it also says who is admitted: {@code Caller} alone an
 * account, with {@link WithRole} whoever has the role, {@code Optional<Caller>} anyone.
 *
 * @param expiresAt when the token ends, and with it every stream that it opened
 */
public record Caller(
        UUID id, UUID sessionId, Set<Role> roles, Set<String> scopes, Instant expiresAt) {

    public Caller {
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
    }

    /** Whether one of the caller's roles is, or includes, the given one. */
    public boolean has(Role role) {
        return roles.stream().anyMatch(own -> own.includes(role));
    }

    public boolean isGuest() {
        return !has(Role.USER);
    }
}
