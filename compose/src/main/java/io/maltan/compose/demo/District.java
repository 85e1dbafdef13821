package io.maltan.compose.demo;

import java.util.List;

/** One of Seoul's 25 districts, with the code that the region tree knows it by. */
record District(String code, String korean, String english) {

    static List<District> all() {
        return Table.rows("districts.csv").stream()
                .map(row -> new District(row.get(0), row.get(1), row.get(2)))
                .toList();
    }
}
