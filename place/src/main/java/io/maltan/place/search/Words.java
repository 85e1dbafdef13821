package io.maltan.place.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.place.text.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What somebody typed, as conditions on places, and how well a place answers it. */
final class Words {

    /**
     * Ranks: the whole name, its beginning, a piece of it; all words somewhere; from here on merely
     * like it.
     */
    static final int SOMEWHERE = 3;

    static final int MISSPELT_FROM = 5;

    /** The rank of everything, where nothing but a place was asked for. */
    private static final String ANY = "3";

    private static final int FORGIVING_FROM = 4;
    private static final int MOST_TERMS = 12;
    private static final String BEFORE_ADDRESS = "|%";

    private final List<Term> terms;
    private final String compact;
    private final boolean choseong;

    Words(String query, Vocabulary vocabulary) {
        List<String> typed = SearchText.split(query);
        this.terms = typed.stream().limit(MOST_TERMS).map(vocabulary::termOf).toList();
        this.choseong = !typed.isEmpty() && typed.stream().allMatch(SearchText::isChoseong);
        this.compact =
                choseong
                        ? typed.stream()
                                .map(SearchText::choseongOfQuery)
                                .collect(Collectors.joining())
                        : SearchText.compact(query);
    }

    boolean areNone() {
        return compact.isEmpty();
    }

    /** Adds what a place must have in order to be found at all. */
    @CanIgnoreReturnValue
    Selection select(Selection selection) {
        if (areNone()) {
            return selection;
        }
        selection.with("anywhere", Term.anywhere(compact));
        return selection.and(
                "(place.search_text like :anywhere or (%s))"
                        .formatted(every(Term::isThere, selection)));
    }

    /** Adds what a place must have for a rank, and for no better one. */
    @CanIgnoreReturnValue
    Selection select(Selection selection, int rank) {
        bindNames(selection);
        return switch (rank) {
            case 0 -> selection.and(namesHave("whole")).and(isWhole());
            case 1 -> selection.and(namesHave("beginning")).and(begins()).and("not " + isWhole());
            case 2 -> selection.and(namesHave("inside")).and(isInside()).and("not " + begins());
            default -> select(selection).and("not " + isInside());
        };
    }

    /** The index knows the names as the beginning of the whole text. */
    private static String namesHave(String pattern) {
        return "place.search_text like :" + pattern + "Indexed";
    }

    /** Whether something may be meant that is spelt otherwise. */
    boolean mayBeMisspelt() {
        return !choseong && compact.length() >= FORGIVING_FROM;
    }

    /** Adds that each word is there, or one like it. */
    @CanIgnoreReturnValue
    Selection selectSimilar(Selection selection) {
        return selection.and("(" + every(Term::isSimilar, selection) + ")");
    }

    /** The best places that a query is part of come first. */
    String rank(Selection selection) {
        if (areNone()) {
            return ANY;
        }
        bindNames(selection);
        return "case when %s then 0 when %s then 1 when %s then 2 else 3 end"
                .formatted(isWhole(), begins(), isInside());
    }

    private void bindNames(Selection selection) {
        bind("whole", "% " + compact + " %", selection);
        bind("beginning", "% " + compact + "%", selection);
        bind("inside", Term.anywhere(compact), selection);
    }

    private static void bind(String name, String pattern, Selection selection) {
        selection.with(name, pattern).with(name + "Indexed", pattern + BEFORE_ADDRESS);
    }

    private String isWhole() {
        return choseong ? namesHave("whole") : "place.name_keys like :whole";
    }

    private String begins() {
        return choseong ? namesHave("beginning") : "place.name_keys like :beginning";
    }

    private String isInside() {
        return choseong ? namesHave("inside") : "place.name_keys like :inside";
    }

    /** How like its words a place must be at least. */
    double likeness() {
        return terms.stream().mapToDouble(Term::likeness).min().orElse(1);
    }

    /** What resembles a query most comes first, always behind what it is part of. */
    String rankSimilar(Selection selection) {
        selection.with("typed", terms.stream().map(Term::keys).collect(Collectors.joining(" ")));
        return (MISSPELT_FROM + 5)
                + " - round((word_similarity(:typed, place.search_text) * 5)::numeric, 1)";
    }

    /** Adds that a word of a name begins with what was typed so far. */
    @CanIgnoreReturnValue
    Selection selectBeginnings(Selection selection) {
        bindNames(selection);
        return selection.and(namesHave("beginning"));
    }

    private String every(TermCondition condition, Selection selection) {
        List<String> conditions = new ArrayList<>();
        IntStream.range(0, terms.size())
                .forEach(i -> conditions.add(condition.of(terms.get(i), i, selection)));
        return String.join(" and ", conditions);
    }

    /** A condition on places by a term. */
    private interface TermCondition {
        String of(Term term, int number, Selection selection);
    }
}
