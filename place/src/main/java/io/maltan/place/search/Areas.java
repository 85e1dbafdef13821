package io.maltan.place.search;

import io.maltan.place.geography.Coordinates;
import io.maltan.place.text.SearchText;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Names of areas that are no regions, from {@code areas.yaml}. */
@Component
final class Areas {

    private static final String FILE = "areas.yaml";

    /** What people put behind the name of an area that has a station. */
    private static final List<String> STATION =
            List.of(SearchText.compact("역"), SearchText.compact("station"));

    private final Map<String, Area> byName = new HashMap<>();

    /** An area as it stands in the file. */
    record Entry(List<String> names, double lat, double lon, double radius) {}

    Areas() throws IOException {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            JsonMapper.shared()
                    .convertValue(content, new TypeReference<List<Entry>>() {})
                    .forEach(this::add);
        }
    }

    private void add(Entry entry) {
        Area area = new Area(new Coordinates(entry.lat(), entry.lon()), entry.radius());
        Stream<String> names = entry.names().stream().map(SearchText::compact);
        names.forEach(name -> byName.putIfAbsent(name, area));
    }

    /** The area of a name in the form of {@link SearchText#compact}, or around its station. */
    Optional<Area> named(String compact) {
        return Optional.ofNullable(byName.get(compact)).or(() -> aroundStation(compact));
    }

    /** Whether a word of a query is what stands behind the name of an area that has a station. */
    static boolean isStation(String word) {
        return STATION.contains(SearchText.compact(word));
    }

    private Optional<Area> aroundStation(String compact) {
        return STATION.stream()
                .filter(compact::endsWith)
                .map(station -> compact.substring(0, compact.length() - station.length()))
                .flatMap(name -> Optional.ofNullable(byName.get(name)).stream())
                .findFirst();
    }
}
