package io.maltan.user.password;

import java.text.Normalizer;

/**
 * The form in which passwords are compared, with one another and with the commonest: Unicode's
 * NFKC, in which a syllable is the same however it was typed and a full-width letter is the letter.
 */
final class PasswordForm {

    private PasswordForm() {}

    static String of(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC);
    }
}
