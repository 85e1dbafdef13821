package io.maltan.user.signing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.maltan.platform.id.Ids;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Makes signing keys, and turns them into their sealed form and back. */
@Component
class KeyForge {

    private static final int BITS = 2048;

    private final Sealing sealing;
    private final Clock clock;

    KeyForge(SigningSettings settings, Clock clock) {
        this.sealing = new Sealing(settings.secret());
        this.clock = clock;
    }

    /** A new key that signs after a while; this takes up to a second of a processor. */
    SealedKey newKey(Duration ahead) {
        String id = Ids.next().toString();
        try {
            RSAKey key =
                    new RSAKeyGenerator(BITS)
                            .keyID(id)
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .generate();
            byte[] plain = key.toJSONString().getBytes(StandardCharsets.UTF_8);
            Instant now = clock.instant();
            return new SealedKey(id, sealing.seal(id, plain), now, now.plus(ahead));
        } catch (JOSEException e) {
            throw new IllegalStateException("A signing key cannot be made", e);
        }
    }

    SigningKey open(SealedKey key) {
        byte[] plain = sealing.open(key.id(), key.sealed());
        try {
            return new SigningKey(
                    RSAKey.parse(new String(plain, StandardCharsets.UTF_8)),
                    key.createdAt(),
                    key.signsFrom());
        } catch (ParseException e) {
            throw new IllegalStateException("A signing key cannot be read", e);
        }
    }
}
