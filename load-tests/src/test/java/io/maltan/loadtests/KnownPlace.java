package io.maltan.loadtests;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place that a running Maltan has around the centre of the load. */
record KnownPlace(String id, String name) {

    private static final int PAGES = 5;
    private static final Pattern PLACE =
            Pattern.compile(
                    "\\{\"id\"\\s*:\\s*\"([0-9a-f-]{36})\"\\s*,\\s*\"name\"\\s*:\\s*\"([^\"\\\\]+)\"");
    private static final Pattern CURSOR = Pattern.compile("\"nextCursor\"\\s*:\\s*\"([^\"]+)\"");

    /**
     * The nearest 500.
     *
     * @throws IllegalStateException where there are none
     */
    static List<KnownPlace> around(LoadSettings settings, MaltanClient maltan) {
        List<KnownPlace> found = new ArrayList<>();
        String cursor = "";
        for (int page = 0; page < PAGES; page++) {
            String body =
                    maltan.get(
                            "/api/v1/places/nearby?lat=%s&lon=%s&radius=10000&limit=100%s"
                                    .formatted(settings.latitude(), settings.longitude(), cursor));
            PLACE.matcher(body)
                    .results()
                    .forEach(match -> found.add(new KnownPlace(match.group(1), match.group(2))));
            Matcher next = CURSOR.matcher(body);
            if (!next.find()) {
                break;
            }
            cursor = "&cursor=" + next.group(1);
        }
        if (found.isEmpty()) {
            throw new IllegalStateException(
                    "There are no places around the centre: start with compose/up --demo,"
                            + " or set maltan.lat and maltan.lon.");
        }
        return List.copyOf(found);
    }
}
