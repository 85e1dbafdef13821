package io.maltan.place.search;

import io.maltan.place.text.SearchText;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * What people say around what they look for: Korean particles, words that ask, numbers of doors.
 */
final class Fillers {

    private static final String ASKING = "추천|추천좀|추천해줘|추천해주세요|어디|어디야|어딨어|찾아줘|알려줘";

    private static final String DESCRIBING = "가까운|좋은|괜찮은|유명한|맛있는|지금|오늘|문연|문여는|여는|열린|영업중인|24시|24시간";

    /** The exit of a station. */
    private static final String EXIT = "[0-9]+번출구";

    private static final Pattern WORD =
            Pattern.compile(
                    "(?iu)있는|제일|가장|여기|여기서|가는|길|가는길|앞|옆|쪽|[0-9]+(동|호|호실|층)"
                            + "|문|연|영업중|영업하는|하는|the|best|good|great|nice|top|cheap|popular"
                            + "|famous|open|now|today|24h|24/7|[0-9]+번|출구|%s|%s|(?:%s)+"
                                    .formatted(EXIT, ASKING, DESCRIBING));

    /** Glued to the end of a word: 홍대맛집추천, 강남역11번출구. */
    private static final Pattern BEHIND =
            Pattern.compile("(?<=\\p{IsHangul}{2})(?:%s|%s)$".formatted(EXIT, ASKING));

    /** Glued to a kind of place: 24시편의점. */
    private static final Pattern DESCRIBED_KIND =
            Pattern.compile("(?:%s)+(.+)".formatted(DESCRIBING));

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
        List<String> typed = SearchText.split(query);
        List<String> words = typed.stream().map(word -> withoutGlued(word, isKind)).toList();
        List<String> left =
                words.stream()
                        .filter(word -> !WORD.matcher(word).matches())
                        .filter(word -> !isSuperfluous(word, words, isKind))
                        .map(word -> withoutParticle(word, isKind))
                        .toList();
        return left.isEmpty() || left.equals(typed) ? query : String.join(" ", left);
    }

    /** The end of a kind of place is no particle: 강찬서점. */
    private static String withoutParticle(String word, Predicate<String> isKind) {
        return IntStream.range(0, word.length()).mapToObj(word::substring).anyMatch(isKind)
                ? word
                : PARTICLE.matcher(word).replaceFirst("");
    }

    private static String withoutGlued(String word, Predicate<String> isKind) {
        String asked = BEHIND.matcher(word).replaceFirst("");
        Matcher described = DESCRIBED_KIND.matcher(asked);
        return described.matches() && isKind.test(described.group(1)) ? described.group(1) : asked;
    }

    private static boolean isSuperfluous(
            String word, List<String> words, Predicate<String> isKind) {
        return ANY_KIND.matcher(word).matches()
                && words.stream()
                        .filter(other -> !ANY_KIND.matcher(other).matches())
                        .anyMatch(isKind);
    }
}
