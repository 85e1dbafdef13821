package io.maltan.place.catalogue;

import io.maltan.place.text.SearchText;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a place is searched by, in the form of {@link SearchText}.
 *
 * @param names each name as one word
 * @param text the names as one word each, their words, their first consonants; a bar; the address
 */
public record PlaceKeys(String names, String text) {

    /** Stands between names and address, and in no name. */
    public static final String BAR = "|";

    private static final String SPACE = " ";

    /** Keys begin and end with a space, so that a word is found with its boundaries. */
    public static PlaceKeys of(PlaceContent content) {
        Set<String> compact = new LinkedHashSet<>();
        Set<String> words = new LinkedHashSet<>();
        Set<String> initials = new LinkedHashSet<>();
        add(content.name(), compact, words, initials);
        content.names().values().forEach(name -> add(name, compact, words, initials));
        content.aliases().forEach(name -> add(name, compact, words, initials));
        words.removeAll(compact);
        String names = SPACE + String.join(SPACE, compact) + SPACE;
        return new PlaceKeys(
                names,
                names + joined(words) + joined(initials) + BAR + addressOf(content.address()));
    }

    private static void add(
            String name, Set<String> compact, Set<String> words, Set<String> initials) {
        String separate = SearchText.words(name);
        compact.add(separate.replace(SPACE, ""));
        words.add(separate);
        String choseong = SearchText.choseong(name);
        if (!choseong.isEmpty()) {
            initials.add(choseong);
            initials.add(choseong.replace(SPACE, ""));
        }
    }

    private static String joined(Set<String> words) {
        return words.isEmpty() ? "" : String.join(SPACE, words) + SPACE;
    }

    private static String addressOf(@Nullable String address) {
        return address == null ? SPACE : SPACE + SearchText.words(address) + SPACE;
    }
}
