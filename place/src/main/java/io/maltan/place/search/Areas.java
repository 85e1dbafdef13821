package io.maltan.place.search;

import io.maltan.place.geography.Coordinates;
import io.maltan.place.text.SearchText;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
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

    /** What stands behind the name of a neighbourhood. */
    private static final List<String> NEIGHBOURHOOD = List.of(SearchText.compact("동"), "dong");

    /** Parts of a neighbourhood are numbered: 역삼1동. */
    private static final Pattern NUMBER =
            Pattern.compile("[0-9]+(?=(?:%s)$)".formatted(String.join("|", NEIGHBOURHOOD)));

    private final Map<String, Area> byName = new HashMap<>();

    /** An area as it stands in the file. */
    record Entry(List<String> names, double lat, double lon, double radius) {}

    Areas() throws IOException {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            JsonMapper.shared()
                    .convertValue(content, new TypeReference<List<Entry>>() {})
                    .reversed()
                    .forEach(this::add);
        }
    }

    /** Of those of one name the first counts. */
    private void add(Entry entry) {
        Area area = new Area(new Coordinates(entry.lat(), entry.lon()), entry.radius());
        entry.names().forEach(name -> byName.put(SearchText.compact(name), area));
    }

    /**
     * The area of a name in the form of {@link SearchText#compact}; around its station; or of the
     * neighbourhood that is called like it.
     */
    Optional<Area> named(String compact) {
        String name = NUMBER.matcher(compact).replaceFirst("");
        return Stream.of(
                        Stream.of(name),
                        without(STATION, name),
                        without(NEIGHBOURHOOD, name),
                        stationsOf(name))
                .flatMap(names -> names)
                .flatMap(one -> Stream.ofNullable(byName.get(one)))
                .findFirst();
    }

    /** Some are known by their station: 목동 by 목동역, 군자동 by 군자역. */
    private static Stream<String> stationsOf(String neighbourhood) {
        return without(NEIGHBOURHOOD, neighbourhood)
                .flatMap(name -> Stream.of(neighbourhood, name))
                .map(name -> name + STATION.getFirst());
    }

    private static Stream<String> without(List<String> ends, String compact) {
        return ends.stream()
                .filter(compact::endsWith)
                .map(end -> compact.substring(0, compact.length() - end.length()));
    }

    /** Whether a word of a query is what stands behind the name of an area that has a station. */
    static boolean isStation(String word) {
        return STATION.contains(SearchText.compact(word));
    }
}
