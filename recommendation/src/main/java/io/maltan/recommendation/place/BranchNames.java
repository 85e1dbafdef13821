package io.maltan.recommendation.place;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Takes out of the name of a branch where that is: {@code 고양이 마라탕 홍대점}, {@code Cat Malatang at
 * Hongik University}. Neighbours of all kinds have that in common.
 */
final class BranchNames {

    private static final Pattern AT = Pattern.compile("(?<=\\S)\\s+(?:at|@)\\s.*");
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** What says that it is a branch, after the word that says where. */
    private static final Pattern BRANCH = Pattern.compile("branch|지점|분점");

    /** Kinds of shops end like branches: {@code 중고서점} sells books. */
    private static final Pattern KIND =
            Pattern.compile(
                    ".*(?:백화|편의|면세|음식|분식|요리|반|주|제과|식품|정육|서|문구|잡화|안경|가구|완구|양복|양품|철물|전문|할인|판매|상|매)점");

    private BranchNames() {}

    /** The words of a name, in small letters, without those that say which branch it is. */
    static List<String> wordsWithoutBranch(String name) {
        List<String> words = words(AT.matcher(name.toLowerCase(Locale.ROOT)).replaceFirst(""));
        int last = words.size() - 1;
        if (last > 1 && BRANCH.matcher(words.get(last)).matches()) {
            return words.subList(0, last - 1);
        }
        return last > 0 && saysWhere(words.get(last)) ? words.subList(0, last) : words;
    }

    private static List<String> words(String name) {
        return BETWEEN_WORDS.splitAsStream(name).filter(word -> !word.isEmpty()).toList();
    }

    /** Whether a word ends as branches are called, and is no kind of shop. */
    static boolean saysWhere(String word) {
        return word.endsWith("점") && !KIND.matcher(word).matches();
    }
}
