package io.maltan.user.signing;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * Encrypts signing keys at rest: AES-256-GCM under a key that HKDF-SHA256 (RFC 5869) derives from
 * the secret and a salt of each sealing's own. What is sealed is bound to its name.
 */
final class Sealing {

    private static final int SALT_BYTES = 16;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int KEY_BYTES = 32;
    private static final byte[] PURPOSE = "maltan signing key".getBytes(StandardCharsets.UTF_8);

    private final byte[] secret;
    private final SecureRandom random = new SecureRandom();

    Sealing(String secret) {
        this.secret = secret.getBytes(StandardCharsets.UTF_8);
    }

    ByteBuffer seal(String name, byte[] plain) {
        byte[] salt = randomBytes(SALT_BYTES);
        byte[] nonce = randomBytes(NONCE_BYTES);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, name, salt, nonce).doFinal(plain);
            return ByteBuffer.allocate(SALT_BYTES + NONCE_BYTES + sealed.length)
                    .put(salt)
                    .put(nonce)
                    .put(sealed)
                    .flip()
                    .asReadOnlyBuffer();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("A signing key cannot be sealed", e);
        }
    }

    byte[] open(String name, ByteBuffer sealed) {
        ByteBuffer rest = sealed.duplicate();
        byte[] salt = next(rest, SALT_BYTES);
        byte[] nonce = next(rest, NONCE_BYTES);
        try {
            return cipher(Cipher.DECRYPT_MODE, name, salt, nonce)
                    .doFinal(next(rest, rest.remaining()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(
                    "The signing key %s was sealed with another MALTAN_KEY_SECRET".formatted(name),
                    e);
        }
    }

    private static byte[] next(ByteBuffer buffer, int count) {
        byte[] bytes = new byte[count];
        buffer.get(bytes);
        return bytes;
    }

    private Cipher cipher(int mode, String name, byte[] salt, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, keyFor(salt), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private SecretKey keyFor(byte[] salt) throws GeneralSecurityException {
        HKDFParameterSpec derivation =
                HKDFParameterSpec.ofExtract()
                        .addIKM(secret)
                        .addSalt(salt)
                        .thenExpand(PURPOSE, KEY_BYTES);
        return KDF.getInstance("HKDF-SHA256").deriveKey("AES", derivation);
    }

    private byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
