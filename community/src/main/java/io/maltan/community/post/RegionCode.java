package io.maltan.community.post;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The form of region codes; which regions there are, the place service knows. */
public final class RegionCode {

    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,63}");

    private static final Pattern NUMERIC = Pattern.compile("[0-9]{2,}");
    private static final int PROVINCE = 2;
    private static final int MUNICIPALITY = 5;

    private RegionCode() {}

    /** Whether a region has others within, whose codes begin with its own: two digits. */
    public static boolean isProvince(String code) {
        return code.length() == PROVINCE && NUMERIC.matcher(code).matches();
    }

    /** Whether a region may have others within, whose codes begin with its own: five digits. */
    public static boolean isMunicipality(String code) {
        return code.length() == MUNICIPALITY && NUMERIC.matcher(code).matches();
    }

    /** Whether a region is, or lies within, another. */
    public static boolean isWithin(@Nullable String code, String other) {
        return other.equals(code)
                || (code != null
                        && (isProvince(other) || isMunicipality(other))
                        && code.startsWith(other)
                        && NUMERIC.matcher(code).matches());
    }

    public static boolean isWellFormed(String code) {
        return FORM.matcher(code).matches();
    }
}
