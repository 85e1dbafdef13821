package io.maltan.place.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.place.text.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A typed text as conditions on search keys.
 *
 * <p>What is bound holds letters, digits and spaces only, so that {@code %} is nowhere but where it
 * is put here.
 */
final class Words {

    /** The rank from which on places are only like what was typed. */
    static final int MISSPELT_FROM = 5;

    /** Shorter words are looked for at the beginning of words only. */
    private static final int INSIDE_FROM = 3;

    /** In shorter words one wrong letter leaves too little. */
    private static final int FORGIVING_FROM = 4;

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
        return selection
                .with("anywhere", anywhere(compact))
                .and("(place.search_text like :anywhere or (" + everyWord(selection) + "))");
    }

    /** Whether something may be meant that is spelt otherwise. */
    boolean mayBeMisspelt() {
        return !choseong && compact.length() >= FORGIVING_FROM;
    }

    /** Adds that each word is there, or in a name one like it. */
    @CanIgnoreReturnValue
    Selection selectSimilar(Selection selection) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < typed.size(); i++) {
            String there = isThere(i, selection);
            String keys = SearchText.words(typed.get(i));
            if (keys.length() < FORGIVING_FROM || SearchText.isChoseong(typed.get(i))) {
                conditions.add(there);
            } else {
                selection.with("like" + i, keys);
                conditions.add("(%s or :like%d <%% place.name_words)".formatted(there, i));
            }
        }
        return selection.and("(" + String.join(" and ", conditions) + ")");
    }

    /** The best places that a query is part of come first. */
    String rank(Selection selection) {
        selection
                .with("whole", "% " + compact + " %")
                .with("beginning", "% " + compact + "%")
                .with("inside", "%" + compact + "%");
        return "case when %1$s like :whole then 0 when %1$s like :beginning then 1 when %1$s like :inside then 2 else 3 end"
                .formatted(names());
    }

    /** What resembles a query most comes first, always behind what it is part of. */
    String rankSimilar(Selection selection) {
        selection.with("typed", String.join(" ", typed.stream().map(SearchText::words).toList()));
        return (MISSPELT_FROM + 5)
                + " - round((word_similarity(:typed, place.name_words) * 5)::numeric, 1)";
    }

    /** Adds that a name begins with what was typed so far. */
    @CanIgnoreReturnValue
    Selection selectBeginnings(Selection selection) {
        return selection
                .and((choseong ? "place.choseong" : "place.name_words") + " like :beginning")
                .with("beginning", "% " + compact + "%");
    }

    private String names() {
        return choseong ? "place.choseong" : "place.name_keys";
    }

    private String everyWord(Selection selection) {
        return IntStream.range(0, typed.size())
                .mapToObj(i -> isThere(i, selection))
                .collect(Collectors.joining(" and "));
    }

    private String isThere(int index, Selection selection) {
        String word = typed.get(index);
        selection.with("word" + index, anywhere(SearchText.words(word)));
        return (SearchText.isChoseong(word) ? "place.choseong" : "place.search_text")
                + " like :word"
                + index;
    }

    private static String anywhere(String keys) {
        return (keys.length() < INSIDE_FROM ? "% " : "%") + keys + "%";
    }
}
