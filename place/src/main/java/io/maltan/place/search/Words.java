package io.maltan.place.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.place.text.SearchText;
import java.util.List;

/**
 * A typed text as conditions on search keys.
 *
 * <p>What is bound holds letters, digits and spaces only, so that {@code %} is nowhere but where it
 * is put here.
 */
final class Words {

    /** Shorter words are looked for at the beginning of words only. */
    private static final int INSIDE_FROM = 3;

    private final List<String> typed;
    private final String compact;
    private final boolean choseong;

    Words(String query) {
        this.typed = SearchText.split(query);
        this.compact = SearchText.compact(query);
        this.choseong = !typed.isEmpty() && typed.stream().allMatch(SearchText::isChoseong);
    }

    boolean areNone() {
        return compact.isEmpty();
    }

    String compact() {
        return compact;
    }

    /** Adds what a place must have in order to be found at all. */
    @CanIgnoreReturnValue
    Selection select(Selection selection) {
        if (choseong) {
            return selection
                    .and("place.choseong like :anywhere")
                    .with("anywhere", anywhere(compact));
        }
        selection.with("anywhere", anywhere(compact)).with("typo", typo());
        return selection.and(
                "(place.search_text like :anywhere or ("
                        + allWords(selection)
                        + ") or :typo <% place.search_text)");
    }

    /** The best places that a query is part of come first, those that merely resemble it last. */
    String rank(Selection selection) {
        String names = choseong ? "place.choseong" : "place.name_keys";
        selection
                .with("whole", "% " + compact + " %")
                .with("beginning", "% " + compact + "%")
                .with("inside", "%" + compact + "%");
        String best =
                "case when %1$s like :whole then 0 when %1$s like :beginning then 1 when %1$s like :inside then 2"
                        .formatted(names);
        return choseong
                ? best + " else 3 end"
                : best
                        + " when "
                        + allWords(selection)
                        + " then 3 else 9 - round((word_similarity(:typo, place.search_text) * 5)::numeric, 0) end";
    }

    /** Adds that a name begins with what was typed so far. */
    Selection selectBeginnings(Selection selection) {
        String keys = choseong ? "place.choseong" : "place.search_text";
        selection.and(keys + " like :beginning").with("beginning", "% " + compact + "%");
        return choseong ? selection : selection.and("place.name_keys like :beginning");
    }

    private String typo() {
        return String.join(" ", typed.stream().map(SearchText::words).toList());
    }

    private String allWords(Selection selection) {
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < typed.size(); i++) {
            String word = typed.get(i);
            boolean initials = SearchText.isChoseong(word);
            selection.with("word" + i, anywhere(SearchText.words(word)));
            all.append(all.isEmpty() ? "" : " and ")
                    .append(initials ? "place.choseong" : "place.search_text")
                    .append(" like :word")
                    .append(i);
        }
        return all.toString();
    }

    private static String anywhere(String keys) {
        return (keys.length() < INSIDE_FROM ? "% " : "%") + keys + "%";
    }
}
