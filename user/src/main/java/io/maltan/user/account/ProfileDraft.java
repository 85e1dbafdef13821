package io.maltan.user.account;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A profile as a client wrote it; {@link #violations} says what keeps it from being one. */
public record ProfileDraft(
        @Nullable String displayName,
        @Nullable String language,
        @Nullable List<@Nullable String> preferredRegions,
        @Nullable List<@Nullable String> preferredCategories) {

    private static final int LONGEST_NAME = 50;
    private static final int MOST_CODES = 50;

    /**
     * Control characters, line separators, lone surrogates, marks that turn text around, and blanks
     * that have no width.
     */
    private static final Pattern NOT_TEXT =
            Pattern.compile(
                    "[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}\\u202A-\\u202E\\u2066-\\u2069\\u200B\\u2060\\uFEFF]");

    /**
     * Whatever is neither a blank nor a mark on something else, fillers of Hangul and Braille
     * aside.
     */
    private static final Pattern VISIBLE =
            Pattern.compile("[^\\p{C}\\p{Z}\\p{M}\\u115F\\u1160\\u3164\\uFFA0\\u2800]");

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}");
    private static final Pattern CODE = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.:-]{0,63}");

    /** The draft of a profile that stands. */
    public static ProfileDraft of(Profile profile) {
        return new ProfileDraft(
                profile.displayName(),
                profile.language(),
                nullable(profile.preferredRegions()),
                nullable(profile.preferredCategories()));
    }

    private static List<@Nullable String> nullable(List<String> codes) {
        return new ArrayList<@Nullable String>(codes);
    }

    /** The language of a request where it can be kept, else English. */
    public static String languageOf(Locale locale) {
        String language = locale.getLanguage();
        return LANGUAGE.matcher(language).matches() ? language : Locale.ENGLISH.getLanguage();
    }

    /** What is wrong with the draft, by field. */
    public List<FieldViolation> violations() {
        List<FieldViolation> violations = new ArrayList<>();
        checkDisplayName(violations);
        if (language == null) {
            violations.add(new FieldViolation("language", "required"));
        } else if (!LANGUAGE.matcher(language).matches()) {
            violations.add(new FieldViolation("language", "format"));
        }
        checkCodes("preferredRegions", preferredRegions, violations);
        checkCodes("preferredCategories", preferredCategories, violations);
        return violations;
    }

    private void checkDisplayName(List<FieldViolation> violations) {
        String name = displayName == null ? "" : displayName.strip();
        if (displayName == null) {
            violations.add(new FieldViolation("displayName", "required"));
        } else if (NOT_TEXT.matcher(displayName).find() || isInvisible(name)) {
            violations.add(new FieldViolation("displayName", "text"));
        } else if (name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME) {
            violations.add(new FieldViolation("displayName", "size", 1, LONGEST_NAME));
        }
    }

    private static boolean isInvisible(String name) {
        return !name.isEmpty() && !VISIBLE.matcher(name).find();
    }

    private static void checkCodes(
            String field, @Nullable List<@Nullable String> codes, List<FieldViolation> violations) {
        List<@Nullable String> given = codes == null ? List.of() : codes;
        if (given.size() > MOST_CODES) {
            violations.add(new FieldViolation(field, "entries", MOST_CODES));
            return;
        }
        for (int i = 0; i < given.size(); i++) {
            String code = given.get(i);
            if (code == null || !CODE.matcher(code).matches()) {
                violations.add(new FieldViolation(field + "[" + i + "]", "format"));
            }
        }
    }

    /** The profile, or the problem {@code validation_failed}. */
    public Profile toProfile() {
        List<FieldViolation> violations = violations();
        if (!violations.isEmpty()) {
            throw Invalid.of(violations);
        }
        return new Profile(
                Objects.requireNonNull(displayName).strip(),
                Objects.requireNonNull(language),
                distinct(preferredRegions),
                distinct(preferredCategories));
    }

    private static List<String> distinct(@Nullable List<@Nullable String> codes) {
        LinkedHashSet<String> distinct = new LinkedHashSet<>();
        if (codes != null) {
            for (String code : codes) {
                distinct.add(Objects.requireNonNull(code));
            }
        }
        return List.copyOf(distinct);
    }
}
