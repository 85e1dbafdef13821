package io.maltan.place.hours;

import io.maltan.place.geography.BoundingBox;
import io.maltan.place.geography.Coordinates;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;

/** A time zone for a position, by a rough rule; who knows better names the zone. */
public final class TimeZones {

    private static final double DEGREES_AN_HOUR = 15;

    private final List<Rule> rules;

    /** A box in which a zone is taken to hold. */
    record Rule(String zone, BoundingBox box) {}

    TimeZones(List<Rule> rules) {
        this.rules = List.copyOf(rules);
    }

    /** The zone's name of a position. */
    public String at(Coordinates position) {
        return rules.stream()
                .filter(rule -> rule.box().contains(position.lat(), position.lon()))
                .map(Rule::zone)
                .findFirst()
                .orElseGet(() -> byLongitude(position.lon()));
    }

    /** The names in {@code Etc} count westwards. */
    private static String byLongitude(double lon) {
        long hours = Math.round(lon / DEGREES_AN_HOUR);
        return hours == 0 ? "Etc/GMT" : "Etc/GMT" + (hours > 0 ? "-" : "+") + Math.abs(hours);
    }

    /** Whether a name is that of a time zone. */
    public static boolean isZone(String name) {
        try {
            return ZoneId.of(name).getId().equals(name);
        } catch (DateTimeException e) {
            return false;
        }
    }
}
