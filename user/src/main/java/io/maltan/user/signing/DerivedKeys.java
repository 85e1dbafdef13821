package io.maltan.user.signing;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.stereotype.Component;

/** Keys of other uses that {@code MALTAN_KEY_SECRET} yields, the same in every replica. */
@Component
public final class DerivedKeys {

    private static final int BYTES = 32;

    private final byte[] secret;

    DerivedKeys(SigningSettings settings) {
        this.secret = settings.secret().getBytes(StandardCharsets.UTF_8);
    }

    /** The key of a purpose for an algorithm, by HKDF-SHA256 (RFC 5869). */
    public SecretKey derive(String purpose, String algorithm) {
        HKDFParameterSpec derivation =
                HKDFParameterSpec.ofExtract()
                        .addIKM(secret)
                        .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES);
        try {
            return KDF.getInstance("HKDF-SHA256").deriveKey(algorithm, derivation);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("No key can be derived for " + purpose, e);
        }
    }
}
