package io.maltan.user.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A secret of 256 random bits that buys the next pair of tokens once. The database knows only its
 * SHA-256, which for a random secret is as good as a slow hash.
 */
public record RefreshToken(String value) {

    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(value.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "RefreshToken[]";
    }
}
