package io.maltan.place.hours;

import io.maltan.place.bundled.BundledYaml;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** Public holidays by time zone, from {@code holidays.yaml}. */
@Component
final class Holidays {

    private static final String FILE = "holidays.yaml";

    private final Map<String, Set<LocalDate>> byZone = new HashMap<>();

    /** A country as it stands in the file: of each year its days, as {@code 01-01 03-01}. */
    record Country(String country, List<String> zones, Map<Integer, String> days) {}

    Holidays() throws IOException {
        BundledYaml.read(FILE, new TypeReference<List<Country>>() {}).forEach(this::add);
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
