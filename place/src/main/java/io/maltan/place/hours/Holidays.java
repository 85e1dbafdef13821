package io.maltan.place.hours;

import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Public holidays by time zone, from {@code holidays.yaml}. */
@Component
final class Holidays {

    private static final String FILE = "holidays.yaml";

    private final Map<String, Set<LocalDate>> byZone = new HashMap<>();

    /** A country as it stands in the file: of each year its days, as {@code 01-01 03-01}. */
    record Country(String country, List<String> zones, Map<Integer, String> days) {}

    Holidays() throws IOException {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            JsonMapper.shared()
                    .convertValue(content, new TypeReference<List<Country>>() {})
                    .forEach(this::add);
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
