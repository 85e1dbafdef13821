package io.maltan.compose.demo;

import java.util.List;

/** A place that everybody in Seoul knows, where it really is. */
record Landmark(
        String korean,
        String english,
        String category,
        double latitude,
        double longitude,
        String district) {

    static List<Landmark> all() {
        return Table.rows("landmarks.csv").stream()
                .map(row ->
                        new Landmark(
                                row.get(0),
                                row.get(1),
                                row.get(2),
                                Double.parseDouble(row.get(3)),
                                Double.parseDouble(row.get(4)),
                                row.get(5)))
                .toList();
    }

    /** Shops and cafés gather around it; they do not around a mountain or in a park. */
    boolean isBusy() {
        return !category.startsWith("nature.");
    }
}
