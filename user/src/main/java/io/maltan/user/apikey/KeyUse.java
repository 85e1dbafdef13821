package io.maltan.user.apikey;

import java.time.Instant;
import java.util.List;
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

    String scope() {
        return scopes.stream().map(Scope::claim).collect(Collectors.joining(" "));
    }
}
