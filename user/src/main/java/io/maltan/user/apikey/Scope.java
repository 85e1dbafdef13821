package io.maltan.user.apikey;

import java.util.Locale;
import java.util.Optional;

/** What a key is good for. */
enum Scope {
    READ,
    WRITE;

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
