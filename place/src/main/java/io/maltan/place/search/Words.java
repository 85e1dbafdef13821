package io.maltan.place.search;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.place.text.SearchText;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What somebody typed, as conditions on places, and how well a place answers it. */
final class Words {

    /** A syllable begins so many names that an index is slow to list them. */
    private static final int BEGUN_FROM = 4;

    private static final int MOST_TERMS = 12;

    /** Of longer words the index of names keeps no more. */
    private static final int MOST_KEYS = 250;

    private static final String NAMES_MATCH =
            "place_name_lexemes(place.name_keys, place.search_text) @@ cast(:%s as tsquery)";

    private static final String WHOLE_NAME = "whole";
    private static final String BEGINNING = "beginning";
    private static final String INSIDE = "inside";
    private static final String END = "end";
    private static final String NEVER = "false";
    private static final String WHOLE_LEXEME = "wholeLexeme";
    private static final String BEGINNING_LEXEMES = "beginningLexemes";
    private static final String WHOLE_ALIKE = "wholeAlike";

    /** Stands before whole names in the index of names. */
    private static final String WHOLE_MARK = ".";

    /** Each is looked up in the indexes by itself. */
    private static final int MOST_COMBINATIONS = 16;

    private static final String BEFORE_ADDRESS = "|%";

    private final List<Term> terms;
    private final String compact;
    private final boolean choseong;

    /** Codes of the categories that the query is a name of, where that is what it means. */
    private final List<String> kinds;

    Words(String query, Vocabulary vocabulary) {
        this(query, vocabulary, List.of());
    }

    /**
     * The name of a kind of place: all that is of the kind, or called just so, answers it equally
     * well, and better than what merely has it in a name.
     */
    static Words ofKind(String kind, Vocabulary vocabulary) {
        return new Words(kind, vocabulary, vocabulary.codesOfKind(kind));
    }

    private Words(String query, Vocabulary vocabulary, List<String> kinds) {
        List<String> typed = SearchText.split(query);
        this.terms = vocabulary.termsOf(typed.stream().limit(MOST_TERMS).toList());
        this.choseong = !typed.isEmpty() && typed.stream().allMatch(SearchText::isChoseong);
        this.compact =
                choseong
                        ? typed.stream()
                                .map(SearchText::choseongOfQuery)
                                .collect(Collectors.joining())
                        : SearchText.compact(query);
        this.kinds = kinds;
    }

    boolean areNone() {
        return compact.isEmpty();
    }

    boolean areSeveral() {
        return terms.size() > 1;
    }

    /** Whether enough of the last word was typed for an index of all texts. */
    boolean isLastTelling() {
        return terms.getLast().isTelling();
    }

    /** Whether an index soon lists the names that begin so. */
    boolean areListed() {
        return !choseong && compact.length() >= BEGUN_FROM;
    }

    private boolean areOfKind() {
        return !kinds.isEmpty();
    }

    /** Adds what a place must have in order to be found at all. */
    @CanIgnoreReturnValue
    Selection select(Selection selection) {
        if (areNone()) {
            return selection;
        }
        List<String> ways = new ArrayList<>();
        if (areOfKind()) {
            bindNames(selection);
            ways.add(isOfKind());
        }
        if (areSeveral()) {
            selection.with("anywhere", Term.anywhere(compact));
            ways.add("place.search_text like :anywhere");
        }
        ways.add(every(waysThere(selection)));
        return selection.and("(" + String.join(" or ", ways) + ")");
    }

    /** Adds that each word is what it most likely means, as indexes soon tell. */
    @CanIgnoreReturnValue
    Selection selectMeant(Selection selection) {
        return selection.and(
                every(
                        IntStream.range(0, terms.size())
                                .mapToObj(i -> terms.get(i).waysMeant(i, selection))
                                .toList()));
    }

    /**
     * Adds that a name has the query in it, or that a place is of the kind; nothing where no words
     * are.
     */
    @CanIgnoreReturnValue
    Selection selectNamed(Selection selection) {
        if (areNone()) {
            return selection;
        }
        bindNames(selection);
        return areOfKind()
                ? selection.and(isOfKind())
                : selection.and(anyName(INSIDE, Words::namesHave)).and(isInside());
    }

    /** Adds that a name is the query, as an index knows it. */
    @CanIgnoreReturnValue
    Selection selectWhole(Selection selection) {
        if (areNone() || areOfKind()) {
            return selection.and(NEVER);
        }
        bindNames(selection);
        return selection.and(NAMES_MATCH.formatted(WHOLE_LEXEME)).and(isWhole());
    }

    private String wholeLexemes() {
        return choseong
                ? "'" + compact + "'"
                : knownAs().stream().map(Words::wholeLexeme).collect(Collectors.joining(" | "));
    }

    /** What was cut there is a beginning. */
    private static String wholeLexeme(String name) {
        String whole = WHOLE_MARK + name;
        return whole.length() <= MOST_KEYS ? "'" + whole + "'" : beginningWith(whole);
    }

    /** Adds that a name has the query in it, but is not all of it. */
    @CanIgnoreReturnValue
    Selection selectInside(Selection selection) {
        return areNone() || areOfKind()
                ? selectNamed(selection)
                : selectNamed(selection).and("not " + isWhole());
    }

    /** Adds that a place has the words, but is not among those that {@link #selectNamed} adds. */
    @CanIgnoreReturnValue
    Selection selectElsewhere(Selection selection) {
        if (areNone()) {
            return selection.and(NEVER);
        }
        bindNames(selection);
        return select(selection).and("not " + (areOfKind() ? isOfKind() : isInside()));
    }

    /** The index knows the names as the beginning of the whole text. */
    private static String namesHave(String pattern) {
        return "place.search_text like :" + pattern + "Indexed";
    }

    /** Whether something may be meant that is spelt otherwise. */
    boolean mayBeMisspelt() {
        return !choseong && terms.stream().anyMatch(Term::isForgiven);
    }

    /** Whether a whole name may be meant that is spelt otherwise. */
    boolean mayBeMisspeltName() {
        return !choseong && Spelling.isForgiven(compact);
    }

    /** Whether whole names that are spelt otherwise have pieces that can be looked for. */
    boolean areLongName() {
        return !choseong && Spelling.isLong(compact);
    }

    /** Adds that a name is the query but for a typo; of long ones a piece is found by an index. */
    @CanIgnoreReturnValue
    Selection selectWholeAlike(Selection selection) {
        if (!mayBeMisspeltName()) {
            return selection.and(NEVER);
        }
        if (areLongName()) {
            List<String> pieces = new ArrayList<>();
            for (String piece : Spelling.pieces(compact)) {
                String name = "wholePiece" + pieces.size();
                selection.with(name, "% " + piece + " %" + BEFORE_ADDRESS);
                pieces.add("place.search_text like :" + name);
            }
            selection.and("(" + String.join(" or ", pieces) + ")");
        }
        return selection.and(isWholeAlike(selection));
    }

    private String isWholeAlike(Selection selection) {
        selection.with(WHOLE_ALIKE, " (" + Spelling.expression(compact) + ") ");
        return "place.name_keys ~ :" + WHOLE_ALIKE;
    }

    /** Of whole names those with the smaller typo come first. */
    String rankWholeAlike(Selection selection) {
        selection.with("closeTo", " (" + Spelling.closest(compact) + ") ");
        return "case when place.name_keys ~ :closeTo then %s else %s end"
                .formatted(Rank.LIKE_WHOLE, Rank.LESS_LIKE_WHOLE);
    }

    private Selection withoutWholeAlike(Selection selection) {
        return mayBeMisspeltName() ? selection.and("not " + isWholeAlike(selection)) : selection;
    }

    /** Adds that each word is there, or one like it, but that no name is the query so. */
    @CanIgnoreReturnValue
    Selection selectSimilar(Selection selection) {
        for (int i = 0; i < terms.size(); i++) {
            selection.and(terms.get(i).isSimilar(i, selection));
        }
        return withoutWholeAlike(selection);
    }

    /** The best places that a query is part of, or the kind of, come first. */
    String rank(Selection selection) {
        if (areNone()) {
            return Double.toString(Rank.SOMEWHERE);
        }
        bindNames(selection);
        String whens =
                areOfKind()
                        ? when(isOfKind(), Rank.OF_KIND)
                        : when(isWhole(), Rank.IS_NAME)
                                + when(begins(), Rank.BEGINS_NAME)
                                + when(ends(), Rank.ENDS_NAME)
                                + when(framesName(selection), Rank.FRAMES_NAME)
                                + when(isInside(), Rank.IN_NAME)
                                + when(isOfKindNamed(selection), Rank.OF_KIND);
        return "case %selse %s end".formatted(whens, Rank.SOMEWHERE);
    }

    private static String when(String condition, double rank) {
        return condition.equals(NEVER) ? "" : "when %s then %s ".formatted(condition, rank);
    }

    /** What is in an area or a region need not have that in its name. */
    private String framesName(Selection selection) {
        if (!areSeveral() || choseong || terms.getFirst().isPlace()) {
            return NEVER;
        }
        String first = terms.getFirst().keys();
        String last = terms.getLast().keys();
        selection.with("framed", "% " + first + "%" + last + " %");
        selection.with("framedOne", " " + first + "[^ ]*" + last + " ");
        return "(place.name_keys like :framed and place.name_keys ~ :framedOne)";
    }

    /** Whether a place is of the kind that the last such word names, rather than named after it. */
    private String isOfKindNamed(Selection selection) {
        return terms.stream()
                .filter(term -> areSeveral() && !term.categories().isEmpty())
                .reduce((before, last) -> last)
                .map(term -> isOfKindOf(term, selection))
                .orElse(NEVER);
    }

    private static String isOfKindOf(Term term, Selection selection) {
        selection.with("kindNamed", term.categories().toArray(String[]::new));
        return "place.category = any(:kindNamed)";
    }

    private void bindNames(Selection selection) {
        for (int i = 0; i < knownAs().size(); i++) {
            bind(WHOLE_NAME + i, "% " + knownAs().get(i) + " %", selection);
            bind(BEGINNING + i, "% " + knownAs().get(i) + "%", selection);
            bind(INSIDE + i, Term.anywhere(knownAs().get(i)), selection);
            bind(END + i, "%" + knownAs().get(i) + " %", selection);
        }
        selection.with(WHOLE_LEXEME, wholeLexemes()).with("kinds", kinds.toArray(String[]::new));
    }

    private static void bind(String name, String pattern, Selection selection) {
        selection.with(name, pattern).with(name + "Indexed", pattern + BEFORE_ADDRESS);
    }

    /**
     * The index of names is for where it finds places: to look names up in it row by row is slow.
     */
    private String isOfKind() {
        return "(place.category = any(:kinds) or (%s and %s))"
                .formatted(isWhole(), NAMES_MATCH.formatted(WHOLE_LEXEME));
    }

    private String isWhole() {
        return anyName(WHOLE_NAME);
    }

    private String begins() {
        return anyName(BEGINNING);
    }

    private String ends() {
        return anyName(END);
    }

    private String isInside() {
        return anyName(INSIDE);
    }

    private String anyName(String pattern) {
        return anyName(
                pattern, name -> choseong ? namesHave(name) : "place.name_keys like :" + name);
    }

    /** The condition of one of the names by which the query may go. */
    private String anyName(String pattern, UnaryOperator<String> condition) {
        return IntStream.range(0, knownAs().size())
                .mapToObj(i -> condition.apply(pattern + i))
                .collect(Collectors.joining(" or ", "(", ")"));
    }

    /** The query, and other names of the brand that this is or begins to be. */
    private List<String> knownAs() {
        List<String> others = terms.size() == 1 ? terms.getFirst().synonyms() : List.of();
        return Stream.concat(Stream.of(compact), others.stream()).toList();
    }

    /** Whether there are words with pieces that can be looked for. */
    boolean haveLongOnes() {
        return terms.stream().anyMatch(Term::isLong);
    }

    /**
     * Adds that one of the long words is there or misspelt, and all others are there, but that no
     * name is the query so.
     */
    @CanIgnoreReturnValue
    Selection selectMisspelt(Selection selection) {
        List<List<String>> there = waysThere(selection);
        List<String> misspelt = new ArrayList<>();
        for (int i = 0; i < terms.size(); i++) {
            if (terms.get(i).isLong()) {
                List<List<String>> ways = new ArrayList<>(there);
                ways.remove(i);
                ways.addFirst(terms.get(i).pieces(i, selection));
                misspelt.add(every(ways) + " and " + terms.get(i).isSimilar(i, selection));
            }
        }
        return withoutWholeAlike(selection.and("(" + String.join(" or ", misspelt) + ")"));
    }

    /** What resembles a query most comes first, always behind what it is part of. */
    String rankSimilar(Selection selection) {
        selection.with("typed", terms.stream().map(Term::keys).collect(Collectors.joining(" ")));
        return (Rank.PARTLY_ALIKE + 5)
                + " - round((word_similarity(:typed, place.search_text) * 5)::numeric, 1)";
    }

    /**
     * Adds that a word of a name begins with what was typed so far, or with another name of the
     * brand that this is or begins to be.
     */
    @CanIgnoreReturnValue
    Selection selectBeginnings(Selection selection) {
        return selection.and(isTextBegun(selection, "place.search_text"));
    }

    /**
     * Adds the same, as an index knows it. Keys are letters and digits, so nothing is to escape. It
     * is said of the row as well: of several names at once the planner expects so much of the index
     * that it would rather read the table.
     */
    @CanIgnoreReturnValue
    Selection selectBeginningsByIndex(Selection selection) {
        return selection
                .and(NAMES_MATCH.formatted(BEGINNING_LEXEMES))
                .with(BEGINNING_LEXEMES, beginningsWith(""))
                .and(isTextBegun(selection, Term.TEXT_OF_ROW));
    }

    /** Names that begin with what was typed so far come first, before their later words. */
    String rankBegun(Selection selection) {
        return "case when %s then %s else %s end"
                .formatted(isNameBegun(selection), Rank.BEGUN, Rank.NAMED_SO);
    }

    /** Adds that a whole name begins so, by the index. */
    @CanIgnoreReturnValue
    Selection selectBegunByIndex(Selection selection) {
        return selection
                .and(NAMES_MATCH.formatted(BEGINNING_LEXEMES))
                .with(BEGINNING_LEXEMES, beginningsWith(WHOLE_MARK))
                .and(isNameBegun(selection));
    }

    /** The condition that a word of a text's names begins so. */
    private String isTextBegun(Selection selection, String text) {
        return isBegunIn(selection, "begun", text, "%" + BEFORE_ADDRESS);
    }

    /** The condition that a name begins so. */
    private String isNameBegun(Selection selection) {
        return isBegunIn(selection, "begunName", "place.name_keys", "%");
    }

    private String isBegunIn(Selection selection, String name, String text, String behind) {
        List<String> ways = new ArrayList<>();
        for (String keys : knownAs()) {
            String numbered = name + ways.size();
            selection.with(numbered, "% " + keys + behind);
            ways.add(text + " like :" + numbered);
        }
        return "(" + String.join(" or ", ways) + ")";
    }

    private String beginningsWith(String mark) {
        return knownAs().stream()
                .map(keys -> beginningWith(mark + keys))
                .collect(Collectors.joining(" | "));
    }

    private static String beginningWith(String keys) {
        return "'" + keys.substring(0, Math.min(keys.length(), MOST_KEYS)) + "':*";
    }

    private List<List<String>> waysThere(Selection selection) {
        return IntStream.range(0, terms.size())
                .mapToObj(i -> terms.get(i).waysThere(i, selection))
                .toList();
    }

    /**
     * The condition that each word is there in one of its ways. Combinations of ways take the place
     * of ways for each word: what is rare together is found at once, however common each is.
     */
    private static String every(List<List<String>> waysOfTerms) {
        List<String> together = List.of("true");
        StringBuilder others = new StringBuilder();
        for (List<String> ways : waysOfTerms) {
            if (together.size() * ways.size() <= MOST_COMBINATIONS) {
                together = combined(together, ways);
            } else {
                others.append(" and (").append(String.join(" or ", ways)).append(')');
            }
        }
        return "((" + String.join(" or ", together) + ")" + others + ")";
    }

    private static List<String> combined(List<String> before, List<String> ways) {
        return before.stream()
                .flatMap(one -> ways.stream().map(way -> one + " and " + way))
                .toList();
    }
}
