package io.maltan.compose.service;

import io.maltan.compose.settings.Secrets;
import io.maltan.compose.settings.Settings;

/**
 * The first administrator.
 *
 * @param isNew whether this run has made up the password, so that it must be shown
 */
public record Administrator(String email, String password, boolean isNew) {

    private static final String EMAIL = "admin-email";
    private static final String PASSWORD = "admin-password";
    private static final String DEFAULT_EMAIL = "admin@maltan.local";

    /** From the environment, else from an earlier run, else generated. */
    public static Administrator from(Settings settings, Secrets secrets) {
        String email =
                settings.get("MALTAN_ADMIN_EMAIL", secrets.find(EMAIL).orElse(DEFAULT_EMAIL));
        String given = settings.get("MALTAN_ADMIN_PASSWORD", "");
        boolean isNew = given.isEmpty() && secrets.find(PASSWORD).isEmpty();
        if (secrets.find(EMAIL).isEmpty()) {
            secrets.keep(EMAIL, email);
        }
        return new Administrator(
                email, given.isEmpty() ? secrets.password(PASSWORD) : given, isNew);
    }
}
