package io.maltan.place.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A query taken apart.
 *
 * @param what the words for what is wanted; empty where anything is
 * @param where the words for where, as in "sushi near hongdae"; null where they are not told apart
 */
record Quest(String what, @Nullable String where) {

    private static final Pattern ENGLISH =
            Pattern.compile("(?iu)(.*?)\\s*\\b(?:near|nearby|around|close to|in|at)\\s+(\\S.*)");

    private static final Pattern KOREAN =
            Pattern.compile("(\\S.*?)\\s*(?:근처|주변|인근|부근|근방)(?:에서|에|의)?(?:\\s+(.*)|$)");

    static Quest of(String query) {
        String text = query.strip();
        Matcher korean = KOREAN.matcher(text);
        if (korean.matches()) {
            return new Quest(korean.group(2) == null ? "" : korean.group(2), korean.group(1));
        }
        Matcher english = ENGLISH.matcher(text);
        return english.matches()
                ? new Quest(english.group(1), english.group(2))
                : new Quest(text, null);
    }
}
