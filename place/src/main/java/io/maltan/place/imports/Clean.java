package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceRules;
import io.maltan.place.text.PlainName;
import io.maltan.place.text.PlainText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts of files as they are fit to be stored, by the rules that hold for what people write. Hours
 * alone are kept where they are not of the syntax: there are people who can read them.
 */
final class Clean {

    private static final Pattern LANGUAGE = Pattern.compile(PlaceRules.LANGUAGE);
    private static final Pattern WEBSITE = Pattern.compile(PlaceRules.WEBSITE);

    /** What people write for short: a host, with what may follow it. */
    private static final Pattern HOST =
            Pattern.compile("([\\p{L}\\p{N}-]+\\.)+\\p{L}[\\p{L}\\p{N}-]*(:[0-9]{1,5})?([/?#].*)?");

    private static final Pattern LINE_BREAKS = Pattern.compile("[\\t\\n\\r\\x{2028}\\x{2029}]\\s*");
    private static final Pattern DIRECTIONS = Pattern.compile("[\u202a-\u202e\u2066-\u2069]");
    private static final Pattern BETWEEN_SEVERAL = Pattern.compile("[;,]?\\s");

    private static final int LONGEST_ID = 200;
    private static final int LONGEST_EXAMPLE = 200;

    private Clean() {}

    static @Nullable String id(@Nullable String text) {
        return optional(text, LONGEST_ID);
    }

    /** A name on one line; what would turn its direction is left out. */
    static @Nullable String name(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String line = DIRECTIONS.matcher(LINE_BREAKS.matcher(text).replaceAll(" ")).replaceAll("");
        @Nullable String name = optional(line, PlaceRules.LONGEST_NAME);
        return name == null || !PlainName.Check.isName(name) ? null : name;
    }

    /** Those of the names that can be kept, by languages that are some. */
    static Map<String, String> names(Map<String, String> names) {
        if (names.isEmpty()) {
            return names;
        }
        Map<String, String> clean = new LinkedHashMap<>();
        names.forEach((language, text) -> {
            @Nullable String name = name(text);
            if (name != null
                    && clean.size() < PlaceRules.MOST_NAMES
                    && LANGUAGE.matcher(language).matches()) {
                clean.put(language, name);
            }
        });
        return clean;
    }

    static @Nullable String address(@Nullable String text) {
        return optional(text, PlaceRules.LONGEST_ADDRESS);
    }

    static @Nullable String phone(@Nullable String text) {
        return optional(text, PlaceRules.LONGEST_PHONE);
    }

    /** Of several the first; a host alone becomes an address that can be followed. */
    static @Nullable String website(@Nullable String text) {
        @Nullable String all = optional(text, Integer.MAX_VALUE);
        if (all == null) {
            return null;
        }
        String first = BETWEEN_SEVERAL.split(all, 2)[0];
        if (first.length() > PlaceRules.LONGEST_WEBSITE) {
            return null;
        }
        String address = HOST.matcher(first).matches() ? "https://" + first : first;
        return address.length() <= PlaceRules.LONGEST_WEBSITE && WEBSITE.matcher(address).matches()
                ? address
                : null;
    }

    static @Nullable String hours(@Nullable String text) {
        return optional(text, PlaceRules.LONGEST_HOURS);
    }

    /** A text without the space around it; null where nothing is left or it cannot be stored. */
    private static @Nullable String optional(@Nullable String text, int longest) {
        if (text == null) {
            return null;
        }
        String stripped = text.strip();
        return stripped.isEmpty()
                        || stripped.length() > longest
                        || !PlainText.Check.isPlain(stripped)
                ? null
                : stripped;
    }

    /** A text that can be shown as an example, whatever it was. */
    static String example(String text) {
        String shown = text.replaceAll("[\\p{Cntrl}\\p{Cs}]", "?");
        return shown.length() > LONGEST_EXAMPLE ? shown.substring(0, LONGEST_EXAMPLE) : shown;
    }
}
