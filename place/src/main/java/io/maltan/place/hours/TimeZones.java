package io.maltan.place.hours;

import io.maltan.place.geography.Coordinates;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The time zone of a position, from a grid of cells of a twentieth of a degree: some kilometres off
 * at most where two zones meet.
 */
public final class TimeZones {

    private static final double DEGREES_AN_HOUR = 15;
    private static final int NOWHERE = 0;

    private final List<String> zones;
    private final char[][] starts;
    private final char[][] zoneOfRun;
    private final int columns;
    private final Set<String> names;
    private final Map<String, String> formerNames;

    /**
     * @param zones by number, from 1
     * @param starts row by row, north to south, the columns in which runs of equal cells begin
     * @param zoneOfRun the number of each run's zone, 0 for none
     * @param formerNames the present name of each zone by the other names that it has or had
     */
    TimeZones(
            List<String> zones,
            char[][] starts,
            char[][] zoneOfRun,
            int columns,
            Map<String, String> formerNames) {
        this.zones = List.copyOf(zones);
        this.starts = starts;
        this.zoneOfRun = zoneOfRun;
        this.columns = columns;
        this.names = Set.copyOf(zones);
        this.formerNames = Map.copyOf(formerNames);
    }

    /** The zone's name of a position. */
    public String at(Coordinates position) {
        int row = cell((90 - position.lat()) / 180, starts.length);
        int column = cell((position.lon() + 180) / 360, columns);
        int found = Arrays.binarySearch(starts[row], (char) column);
        int zone = zoneOfRun[row][found >= 0 ? found : -found - 2];
        return zone == NOWHERE ? byLongitude(position.lon()) : zones.get(zone - 1);
    }

    private static int cell(double part, int cells) {
        return Math.clamp((long) (part * cells), 0, cells - 1);
    }

    /** The names in {@code Etc} count westwards. */
    private static String byLongitude(double lon) {
        long hours = Math.round(lon / DEGREES_AN_HOUR);
        return hours == 0 ? "Etc/GMT" : "Etc/GMT" + (hours > 0 ? "-" : "+") + Math.abs(hours);
    }

    /**
     * The name that places have for a zone: the one that Java and every PostgreSQL know. Empty
     * where there is no such zone.
     */
    public Optional<String> find(String name) {
        String present = formerNames.getOrDefault(name, name);
        return names.contains(present) ? Optional.of(present) : Optional.empty();
    }

    /** All names that places may have. */
    Set<String> names() {
        return names;
    }
}
