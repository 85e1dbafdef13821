package io.maltan.compose.demo;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A kind of place that is invented in numbers.
 *
 * @param weight how many of all invented places are of this kind
 * @param korean what such places are called, word for word like the English ones
 */
record Kind(
        String category,
        int weight,
        List<String> korean,
        List<String> english,
        String openingHours) {

    private static final Pattern BAR = Pattern.compile("\\|");

    static List<Kind> all() {
        return Table.rows("kinds.csv").stream()
                .map(row ->
                        new Kind(
                                row.get(0),
                                Integer.parseInt(row.get(1)),
                                List.of(BAR.split(row.get(2))),
                                List.of(BAR.split(row.get(3))),
                                row.get(4)))
                .toList();
    }

    /** The branch of the category tree that people have a taste for, e.g. {@code food}. */
    static String branch(String category) {
        return category.substring(0, category.indexOf('.'));
    }
}
