package io.maltan.community.text;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.web.util.HtmlUtils;

/**
 * A text as its writer wrote it, and rendered.
 *
 * @param html with a {@code span} for each mention, which says whom the text means
 */
record StoredText(String body, String html) {

    private static final String NOBODY = "@…";

    /**
     * What may be a bare name: wider than what is one, because marks of emphasis and escapes may
     * stand around and within it.
     */
    private static final Pattern BARE =
            Pattern.compile(
                    "(?<![\\p{L}\\p{M}\\p{N}&/#@])@((?:[\\p{L}\\p{M}\\p{N}]|\\\\?[_.-]){1,60})");

    private static final Pattern ESCAPE = Pattern.compile("\\\\(?=[_.-])");
    private static final Pattern TAIL = Pattern.compile("[_.-]+$");

    /**
     * The same without a person: the words stay, whom they meant does not. A bare name goes where
     * the text means this person by it; what the name was then, its span says.
     */
    StoredText without(UUID person) {
        Pattern span =
                Pattern.compile("<span[^<>]*data-user=\"" + person + "\"[^<>]*>([^<]*)</span>");
        Pattern named =
                Pattern.compile(
                        "(?i)@\\[(?:[^\\]\\\\]|\\\\.){0,200}\\]\\(\\s*<?user:"
                                + person
                                + ">?[^)]*\\)");
        Set<String> names = new HashSet<>();
        span.matcher(html).results().map(StoredText::nameIn).forEach(names::add);
        String nameless = named.matcher(body).replaceAll(NOBODY);
        return new StoredText(
                withoutId(BARE.matcher(nameless).replaceAll(found -> bare(found, names)), person),
                withoutId(span.matcher(html).replaceAll(NOBODY), person));
    }

    private static String nameIn(MatchResult span) {
        String words = HtmlUtils.htmlUnescape(span.group(1));
        return words.substring(words.startsWith("@") ? 1 : 0).toLowerCase(Locale.ROOT);
    }

    private static String bare(MatchResult found, Set<String> names) {
        String name = ESCAPE.matcher(found.group(1)).replaceAll("").toLowerCase(Locale.ROOT);
        String shorter = TAIL.matcher(name).replaceAll("");
        if (names.contains(name)) {
            return NOBODY;
        }
        return names.contains(shorter)
                ? NOBODY + name.substring(shorter.length())
                : Matcher.quoteReplacement(found.group());
    }

    /** However else the id is written into a text, it goes. */
    private static String withoutId(String text, UUID person) {
        return Pattern.compile(person.toString(), Pattern.CASE_INSENSITIVE | Pattern.LITERAL)
                .matcher(text)
                .replaceAll("…");
    }
}
