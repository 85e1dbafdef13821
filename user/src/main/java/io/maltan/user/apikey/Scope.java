package io.maltan.user.apikey;

import io.maltan.platform.security.Role;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** What a key is good for. */
enum Scope {
    READ(Role.USER),
    WRITE(Role.USER),

    /** What its owner may as a moderator, with the methods that the other scopes allow. */
    MODERATOR(Role.MODERATOR),

    /** The same as an administrator, apart from what needs a login. */
    ADMIN(Role.ADMIN);

    private final Role role;

    Scope(Role role) {
        this.role = role;
    }

    /** The highest role that a key with these scopes lets its owner use. */
    static Role highestRole(Collection<Scope> scopes) {
        return scopes.stream()
                .map(scope -> scope.role)
                .max(Comparator.naturalOrder())
                .orElse(Role.USER);
    }

    /** The scope's name in tokens and in JSON. */
    String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Scope> ofClaim(String claim) {
        for (Scope scope : values()) {
            if (scope.claim().equals(claim)) {
                return Optional.of(scope);
            }
        }
        return Optional.empty();
    }
}
