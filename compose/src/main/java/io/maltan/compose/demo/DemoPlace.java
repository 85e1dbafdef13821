package io.maltan.compose.demo;

import java.util.Locale;

/** A place of the demo town, as a line of the CSV import. */
record DemoPlace(
        String id,
        String korean,
        String english,
        String category,
        double latitude,
        double longitude,
        String address,
        String openingHours,
        String district) {

    static final String HEADER =
            "id,name,name_en,name_ko,category,lat,lon,address,phone,website,opening_hours";

    String line() {
        return String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%s,%.6f,%.6f,%s,,,%s",
                id,
                korean,
                english,
                korean,
                category,
                latitude,
                longitude,
                quoted(address),
                quoted(openingHours));
    }

    private static String quoted(String text) {
        return text.isEmpty() ? "" : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
