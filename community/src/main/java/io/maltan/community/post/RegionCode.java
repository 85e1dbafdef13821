package io.maltan.community.post;

import java.util.regex.Pattern;

/** The form of region codes; which regions there are, the place service knows. */
public final class RegionCode {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    private RegionCode() {}

    public static boolean isWellFormed(String code) {
        return FORM.matcher(code).matches();
    }
}
