package io.maltan.place.catalogue;

import io.maltan.place.text.SearchText;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * What a place is searched by, in the form of {@link SearchText}.
 *
 * @param names each name as one word
 * @param words the same, and the single words of the names
 * @param text every word: names, category, region, address
 * @param choseong the first consonants of the names, word by word and each name as one word
 */
record PlaceKeys(String names, String words, String text, String choseong) {

    private static final String SPACE = " ";

    /** Keys begin and end with a space, so that a word is found with its boundaries. */
    static PlaceKeys of(PlaceContent content, String categoryWords, String regionWords) {
        Set<String> names = namesOf(content);
        StringBuilder compact = new StringBuilder(SPACE);
        Set<String> words = new LinkedHashSet<>();
        Set<String> initials = new LinkedHashSet<>();
        for (String name : names) {
            compact.append(SearchText.compact(name)).append(SPACE);
            words.add(SearchText.words(name));
            String choseong = SearchText.choseong(name);
            initials.add(choseong);
            initials.add(choseong.replace(SPACE, ""));
        }
        String ofNames = compact + joined(words).substring(1);
        words.clear();
        words.add(SearchText.words(categoryWords));
        words.add(SearchText.words(regionWords));
        if (content.address() != null) {
            words.add(SearchText.words(content.address()));
        }
        return new PlaceKeys(
                compact.toString(),
                ofNames,
                ofNames + joined(words).substring(1),
                joined(initials));
    }

    private static Set<String> namesOf(PlaceContent content) {
        Set<String> names = new LinkedHashSet<>();
        names.add(content.name());
        names.addAll(content.names().values());
        names.addAll(content.aliases());
        return names;
    }

    private static String joined(Set<String> words) {
        return SPACE + String.join(SPACE, words).strip() + SPACE;
    }
}
