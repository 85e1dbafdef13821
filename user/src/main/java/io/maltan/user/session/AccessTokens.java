package io.maltan.user.session;

import com.nimbusds.jwt.JWTClaimsSet;
import io.maltan.platform.id.Ids;
import io.maltan.platform.security.Role;
import io.maltan.user.signing.Issuer;
import io.maltan.user.signing.KeyRing;
import java.time.Instant;
import java.util.Date;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes access tokens in the profile of RFC 9068. */
@Component
public class AccessTokens {

    private final KeyRing keys;
    private final Issuer issuer;

    AccessTokens(KeyRing keys, Issuer issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    /**
     * A token of an account.
     *
     * @param roles those of the account's that it may use
     * @param sid the name under which it can be revoked
     * @param scope what it is good for, separated by spaces
     */
    public Mono<String> issue(
            UUID account, Set<Role> roles, UUID sid, String scope, Instant now, Instant expiresAt) {
        return keys.current()
                .map(current -> current.sign(claims(account, roles, sid, scope, now, expiresAt)));
    }

    private JWTClaimsSet claims(
            UUID account, Set<Role> roles, UUID sid, String scope, Instant now, Instant expiresAt) {
        return new JWTClaimsSet.Builder()
                .subject(account.toString())
                .claim("sid", sid.toString())
                .claim("roles", roles.stream().sorted().map(Role::claim).toList())
                .claim("scope", scope)
                .issuer(issuer.issuer())
                .audience(issuer.audience())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(expiresAt))
                .jwtID(Ids.next().toString())
                .build();
    }
}
