package io.maltan.user.account;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address in the one form that it is kept and compared in: trimmed, in Unicode's form
 * NFKC, in lower case; so that neither another keyboard nor letters that look alike make a second
 * account of it.
 */
public record EmailAddress(String value) {

    private static final int LONGEST = 254;
    private static final Pattern FORM =
            Pattern.compile(
                    "[^\\s@\\p{Cntrl}\\p{Cs}\\p{Cf}\\p{Z}\"(),:;<>\\[\\\\\\]]{1,64}@"
                            + "[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}(\\.[\\p{L}\\p{N}][\\p{L}\\p{N}-]{0,62}){0,8}");

    public EmailAddress {
        if (value.length() > LONGEST || !FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Not an e-mail address");
        }
    }

    /** The address that a text means, if it is one. */
    public static Optional<EmailAddress> parse(String text) {
        String normalised = normalise(text);
        boolean valid = normalised.length() <= LONGEST && FORM.matcher(normalised).matches();
        return valid ? Optional.of(new EmailAddress(normalised)) : Optional.empty();
    }

    /** How any text, address or not, is written for comparison with addresses. */
    public static String normalise(String text) {
        return Normalizer.normalize(text.strip(), Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
