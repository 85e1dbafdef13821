package io.maltan.user.apikey;

import io.maltan.platform.security.Role;
import io.maltan.user.account.Account;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What the exchange of a valid key yields.
 *
 * @param sid the name under which the token can be revoked
 */
record KeyUse(UUID accountId, UUID sid, List<Scope> scopes, Instant accessEnds) {

    KeyUse {
        scopes = List.copyOf(scopes);
    }

    /** The owner's roles, as far as the key's scopes let them be used. */
    Set<Role> rolesOf(Account owner) {
        Role highest = Scope.highestRole(scopes);
        return owner.roles().stream()
                .map(role -> role.compareTo(highest) < 0 ? role : highest)
                .collect(Collectors.toSet());
    }

    String scope() {
        return scopes.stream().map(Scope::claim).collect(Collectors.joining(" "));
    }
}
