package io.maltan.user.session;

import io.maltan.user.signing.DerivedKeys;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.springframework.stereotype.Component;

/**
 * Makes refresh tokens. The first of a session is random. Each further one follows from the one
 * before, a random salt and a secret of the service: none of the three alone is of use, and yet a
 * repeated refresh can be answered with the same token although the database knows only its hash.
 */
@Component
class RefreshTokens {

    private static final String MAC = "HmacSHA256";
    private static final int BYTES = 32;

    private final SecureRandom random = new SecureRandom();
    private final SecretKey key;

    RefreshTokens(DerivedKeys keys) {
        this.key = keys.derive("maltan refresh token", MAC);
    }

    RefreshToken first() {
        return encoded(randomBytes());
    }

    byte[] salt() {
        return randomBytes();
    }

    RefreshToken after(RefreshToken spent, byte[] salt) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(key);
            mac.update(salt);
            return encoded(mac.doFinal(spent.value().getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + MAC, e);
        }
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    private static RefreshToken encoded(byte[] bytes) {
        return new RefreshToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }
}
