package io.maltan.user.session;

import com.nimbusds.jwt.JWTClaimsSet;
import io.maltan.platform.id.Ids;
import io.maltan.platform.security.Role;
import io.maltan.user.account.Account;
import io.maltan.user.signing.Issuer;
import io.maltan.user.signing.KeyRing;
import java.util.Date;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Makes access tokens in the profile of RFC 9068. */
@Component
class AccessTokens {

    private final KeyRing keys;
    private final Issuer issuer;

    AccessTokens(KeyRing keys, Issuer issuer) {
        this.keys = keys;
        this.issuer = issuer;
    }

    Mono<String> issue(Account account, UUID session, Lifetimes lifetimes) {
        return keys.current().map(current -> current.sign(claims(account, session, lifetimes)));
    }

    private JWTClaimsSet claims(Account account, UUID session, Lifetimes lifetimes) {
        return new JWTClaimsSet.Builder()
                .subject(account.id().toString())
                .claim("sid", session.toString())
                .claim("roles", account.roles().stream().sorted().map(Role::claim).toList())
                .claim("scope", "")
                .issuer(issuer.issuer())
                .audience(issuer.audience())
                .issueTime(Date.from(lifetimes.now()))
                .expirationTime(Date.from(lifetimes.accessEnds()))
                .jwtID(Ids.next().toString())
                .build();
    }
}
