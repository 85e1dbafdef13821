package io.maltan.user.apikey;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * What a program shows: {@code mk_}, eight characters to recognise the key by, {@code _}, and 256
 * random bits. The database knows only its SHA-256, which for a random secret is as good as a slow
 * hash.
 */
record KeySecret(String value) {

    private static final String MARK = "mk_";
    private static final int NAME_BYTES = 4;
    private static final int SECRET_BYTES = 32;
    private static final int PREFIX_LENGTH = MARK.length() + 2 * NAME_BYTES;
    private static final int LONGEST = 200;
    private static final SecureRandom RANDOM = new SecureRandom();

    static KeySecret random() {
        byte[] name = new byte[NAME_BYTES];
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(name);
        RANDOM.nextBytes(secret);
        return new KeySecret(
                MARK
                        + HexFormat.of().formatHex(name)
                        + "_"
                        + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
    }

    /** Whether it may be a key at all; nothing is looked up for what is not. */
    boolean isWellFormed() {
        return value.startsWith(MARK)
                && value.length() > PREFIX_LENGTH
                && value.length() <= LONGEST;
    }

    String prefix() {
        return value.substring(0, PREFIX_LENGTH);
    }

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
        return "KeySecret[]";
    }
}
