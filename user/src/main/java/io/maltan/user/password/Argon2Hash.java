package io.maltan.user.password;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A hash with all that it takes to check it, in the customary form of one line. */
@SuppressWarnings("ArrayRecordComponent") // never compared, and seen by Argon2 alone
record Argon2Hash(Price price, byte[] salt, byte[] hash) {

    private static final Pattern FORM =
            Pattern.compile(
                    "\\$argon2id\\$v=19\\$m=(\\d+),t=(\\d+),p=(\\d+)\\$([A-Za-z0-9+/]+)\\$([A-Za-z0-9+/]+)");

    /** What a hash costs. */
    record Price(int kibibytes, int iterations, int parallelism) {}

    static Argon2Hash parse(String encoded) {
        Matcher parts = FORM.matcher(encoded);
        if (!parts.matches()) {
            throw new IllegalArgumentException("Not a hash of Argon2id");
        }
        Base64.Decoder decoder = Base64.getDecoder();
        return new Argon2Hash(
                new Price(
                        Integer.parseInt(parts.group(1)),
                        Integer.parseInt(parts.group(2)),
                        Integer.parseInt(parts.group(3))),
                decoder.decode(parts.group(4)),
                decoder.decode(parts.group(5)));
    }

    String encoded() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        price.kibibytes(),
                        price.iterations(),
                        price.parallelism(),
                        encoder.encodeToString(salt),
                        encoder.encodeToString(hash));
    }
}
