package io.maltan.place.search;

import io.maltan.place.text.SearchText;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A query taken apart.
 *
 * @param what the words for what is wanted; empty where anything is
 * @param where the words for where, as in "sushi near hongdae"; null where the asker is, or where
 *     none are told apart
 */
record Quest(String what, @Nullable String where) {

    private static final Pattern ENGLISH =
            Pattern.compile(
                    "(?iu)(.*?)\\s*\\b(?:near(?: ?by)?|around|close (?:to|by)|in|at)\\s+(\\S.*)");

    private static final Pattern ENGLISH_AT_THE_END =
            Pattern.compile("(?iu)(.*?)\\s*\\b(?:near(?: ?by)?|around|close ?by)");

    private static final Pattern KOREAN =
            Pattern.compile("(.*?)\\s*(?:근처|주변|인근|부근|근방)(?:에서|에|의)?(?:\\s+(.*)|$)");

    /** Where the asker is, perhaps with more behind it. */
    private static final Pattern HERE =
            Pattern.compile(
                    "(?iu)(?:(?:내|제|현|현재) ?위치|내|나|저|제|여기|이|(?:우리 ?)?(?:동네|집))|(?:me|here|my location)(?:\\s+(.*))?");

    /**
     * Takes a query apart, for example "홍대 근처 카페", "카페 근처", "near hongdae sushi", "cafe near me".
     *
     * @param vocabulary tells what is a kind of place and what an area
     */
    static Quest of(String query, Vocabulary vocabulary) {
        String text = query.strip();
        Matcher korean = KOREAN.matcher(text);
        if (korean.matches()) {
            return of(orEmpty(korean.group(2)), korean.group(1), vocabulary);
        }
        Matcher atTheEnd = ENGLISH_AT_THE_END.matcher(text);
        if (atTheEnd.matches()) {
            return of(atTheEnd.group(1), "", vocabulary);
        }
        Matcher english = ENGLISH.matcher(text);
        return english.matches()
                ? of(english.group(1), english.group(2), vocabulary)
                : new Quest(text, null);
    }

    private static Quest of(String what, String where, Vocabulary vocabulary) {
        Matcher here = HERE.matcher(where);
        if (here.matches()) {
            return new Quest((what + " " + orEmpty(here.group(1))).strip(), null);
        }
        if (SearchText.compact(where).isEmpty()) {
            return new Quest(what, null);
        }
        return SearchText.compact(what).isEmpty() && !vocabulary.isSomewhere(where)
                ? kindIn(where, vocabulary).orElse(new Quest(what, where))
                : new Quest(what, where);
    }

    /** The kind of place that stands where only an area was expected, and the words beside it. */
    private static Optional<Quest> kindIn(String text, Vocabulary vocabulary) {
        List<String> words = SearchText.split(text);
        return IntStream.range(0, words.size())
                .boxed()
                .flatMap(i -> Stream.of(behind(words, i), before(words, words.size() - i)))
                .filter(quest -> vocabulary.isKind(quest.what()))
                .findFirst();
    }

    private static Quest behind(List<String> words, int size) {
        return new Quest(
                joined(words.subList(size, words.size())),
                size == 0 ? null : joined(words.subList(0, size)));
    }

    private static Quest before(List<String> words, int size) {
        return new Quest(
                joined(words.subList(0, size)),
                size == words.size() ? null : joined(words.subList(size, words.size())));
    }

    private static String joined(List<String> words) {
        return String.join(" ", words);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Whether nothing was told apart. */
    boolean isAsTyped(String query) {
        return where == null && what.equals(query.strip());
    }
}
