package io.maltan.platform.security;

import java.util.Locale;
import java.util.Optional;

/** What a caller may do; each role includes those before it. */
public enum Role {
    GUEST,
    USER,
    MODERATOR,
    ADMIN;

    /** The role's name in tokens and in JSON. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role of a name as {@link #claim()} writes it. */
    public static Optional<Role> ofClaim(String claim) {
        for (Role role : values()) {
            if (role.claim().equals(claim)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }

    boolean includes(Role other) {
        return compareTo(other) >= 0;
    }
}
