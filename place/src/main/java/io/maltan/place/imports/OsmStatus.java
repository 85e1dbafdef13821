package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceStatus;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether tags of OpenStreetMap say that a place is no longer in business. */
final class OsmStatus {

    private static final Pattern DATE =
            Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?");
    private static final String YES = "yes";

    private OsmStatus() {}

    /** Of what is historic the end is long ago, and people go there all the same. */
    static PlaceStatus of(Map<String, String> tags) {
        boolean over =
                YES.equals(tags.get("disused"))
                        || YES.equals(tags.get("abandoned"))
                        || isPast(tags.getOrDefault("end_date", ""));
        return over && !tags.containsKey("historic") ? PlaceStatus.CLOSED : PlaceStatus.OPEN;
    }

    /** Of a year or month its last day must have passed; what is no such date is not known. */
    private static boolean isPast(String text) {
        Matcher date = DATE.matcher(text.strip());
        try {
            return date.matches() && lastDay(date).isBefore(LocalDate.now(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static LocalDate lastDay(Matcher date) {
        int year = Integer.parseInt(date.group(1));
        if (date.group(2) == null) {
            return Year.of(year).atMonth(12).atEndOfMonth();
        }
        YearMonth month = YearMonth.of(year, Integer.parseInt(date.group(2)));
        return date.group(3) == null
                ? month.atEndOfMonth()
                : month.atDay(Integer.parseInt(date.group(3)));
    }
}
