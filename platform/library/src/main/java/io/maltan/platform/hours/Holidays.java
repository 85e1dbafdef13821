package io.maltan.platform.hours;

import io.maltan.platform.bundled.BundledYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.core.type.TypeReference;

/** Public holidays by time zone, from {@code holidays.yaml}. */
public final class Holidays {

    private static final String FILE = "holidays.yaml";

    private final Map<String, Set<LocalDate>> byZone = new HashMap<>();

    /** A country as it stands in the file: of each year its days, as {@code 01-01 03-01}. */
    record Country(String country, List<String> zones, Map<Integer, String> days) {}

    private Holidays(List<Country> countries) {
        countries.forEach(this::add);
    }

    /** Those that the project brings; reads them from the class path. */
    public static Holidays bundled() {
        try {
            return new Holidays(BundledYaml.read(FILE, new TypeReference<List<Country>>() {}));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(Country country) {
        Set<LocalDate> days = new HashSet<>();
        country.days()
                .forEach((year, ofYear) -> {
                    for (String day : ofYear.split(" ", -1)) {
                        days.add(LocalDate.parse(year + "-" + day));
                    }
                });
        country.zones().forEach(zone -> byZone.put(zone, Set.copyOf(days)));
    }

    /** The holidays in a time zone; none where its country is not known. */
    Set<LocalDate> in(String timeZone) {
        return byZone.getOrDefault(timeZone, Set.of());
    }
}
