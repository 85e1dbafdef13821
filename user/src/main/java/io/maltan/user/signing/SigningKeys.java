package io.maltan.user.signing;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys that the replicas share, and what each is for at which time. A key is published as soon
 * as it exists, signs from its time on until the next key's time has come, and is published further
 * until the last token that it signed has ended.
 */
public final class SigningKeys {

    private final List<KeyTerm> terms;
    private final Clock clock;

    /**
     * @param newestFirst at least one key, by the time from which they sign
     * @param afterlife how long a key is published after it has ceased to sign
     */
    SigningKeys(List<SigningKey> newestFirst, Duration afterlife, Clock clock) {
        this.terms = termsOf(newestFirst, afterlife);
        this.clock = clock;
    }

    private static List<KeyTerm> termsOf(List<SigningKey> newestFirst, Duration afterlife) {
        List<KeyTerm> terms = new ArrayList<>();
        Instant end = Instant.MAX;
        for (SigningKey key : newestFirst) {
            Instant signsUntil = end;
            terms.add(
                    new KeyTerm(
                            key,
                            signsUntil,
                            signsUntil.equals(Instant.MAX)
                                    ? Instant.MAX
                                    : signsUntil.plus(afterlife)));
            end = key.signsFrom();
        }
        return List.copyOf(terms);
    }

    /** An access token with these claims. */
    public String sign(JWTClaimsSet claims) {
        return signing().sign(claims);
    }

    /** Where no key's time has come, which only clocks that differ can bring about, the oldest. */
    private SigningKey signing() {
        Instant now = clock.instant();
        return terms.stream()
                .map(KeyTerm::key)
                .filter(key -> !key.signsFrom().isAfter(now))
                .findFirst()
                .orElseGet(() -> terms.getLast().key());
    }

    /** What anybody verifies tokens with. */
    JWKSet published() {
        return new JWKSet(current().stream().<JWK>map(term -> term.key().published()).toList());
    }

    /** The keys that are published at this time, the newest first. */
    List<KeyTerm> current() {
        Instant now = clock.instant();
        return terms.stream().filter(term -> term.publishedUntil().isAfter(now)).toList();
    }

    /** The ids of keys whose last token has ended. */
    List<String> retired() {
        Instant now = clock.instant();
        return terms.stream()
                .filter(term -> !term.publishedUntil().isAfter(now))
                .map(term -> term.key().id())
                .toList();
    }

    /** The key that signs last of all that there are. */
    SigningKey newest() {
        return terms.getFirst().key();
    }

    /** Whether these are the keys of these ids, in this order. */
    boolean areThoseOf(List<SealedKey> sealed) {
        return terms.stream()
                .map(term -> term.key().id())
                .toList()
                .equals(sealed.stream().map(SealedKey::id).toList());
    }
}
