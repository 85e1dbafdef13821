package io.maltan.place.search;

import io.maltan.place.text.SearchText;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What people say around what they look for: Korean particles, words that ask, numbers of doors.
 */
final class Fillers {

    private static final Pattern WORD =
            Pattern.compile(
                    "있는|가까운|제일|가장|여기|여기서|가는|길|가는길|추천|추천좀|추천해줘|좋은|괜찮은|유명한|맛있는|어디|어디야|어딨어"
                            + "|찾아줘|알려줘|앞|옆|쪽|[0-9]+(동|호|호실|층)");

    /** Behind two syllables at least; those that are left out end too many names. */
    private static final Pattern PARTICLE =
            Pattern.compile("(?<=\\p{IsHangul}{2})(에서|에서의|에|의|을|를|은|는|으로|까지|부터|이랑|하고|쪽|앞|옆|점)$");

    /** Kinds of places that mean little beside another kind: 초밥 맛집, sushi restaurant. */
    private static final Pattern ANY_KIND =
            Pattern.compile("(?iu)맛집|음식점|식당|레스토랑|가게|restaurants?|places?|shops?");

    private Fillers() {}

    /**
     * A query without them; as it was, where it has none or nothing else.
     *
     * @param isKind tells names of kinds of places, which are whole, such as 편의점
     */
    static String without(String query, Predicate<String> isKind) {
        List<String> words = SearchText.split(query);
        List<String> left =
                words.stream()
                        .filter(word -> !WORD.matcher(word).matches())
                        .filter(word -> !isSuperfluous(word, words, isKind))
                        .map(word ->
                                isKind.test(word) ? word : PARTICLE.matcher(word).replaceFirst(""))
                        .toList();
        return left.isEmpty() || left.equals(words) ? query : String.join(" ", left);
    }

    private static boolean isSuperfluous(
            String word, List<String> words, Predicate<String> isKind) {
        return ANY_KIND.matcher(word).matches()
                && words.stream()
                        .filter(other -> !ANY_KIND.matcher(other).matches())
                        .anyMatch(isKind);
    }
}
