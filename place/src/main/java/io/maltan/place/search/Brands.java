package io.maltan.place.search;

import io.maltan.place.text.SearchText;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Brands that go by several names, from {@code brands.yaml}. */
@Component
public final class Brands {

    private static final String FILE = "brands.yaml";

    /** Fewer keys begin too many names. */
    private static final int BEGUN_FROM = 4;

    private final Map<String, List<String>> others = new LinkedHashMap<>();

    Brands() throws IOException {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            JsonMapper.shared()
                    .convertValue(content, new TypeReference<List<List<String>>>() {})
                    .forEach(this::add);
        }
    }

    private void add(List<String> names) {
        List<String> keys = names.stream().map(SearchText::compact).distinct().toList();
        keys.forEach(
                key -> others.put(key, keys.stream().filter(other -> !other.equals(key)).toList()));
    }

    /**
     * By each name of a brand the first of its names, all in the form of {@link
     * SearchText#compact}.
     */
    public Map<String, String> firstNames() {
        Map<String, String> first = new LinkedHashMap<>();
        others.forEach((name, rest) -> {
            first.putIfAbsent(name, name);
            rest.forEach(other -> first.putIfAbsent(other, first.get(name)));
        });
        return first;
    }

    /** The other names of a brand, all in the form of {@link SearchText#compact}. */
    List<String> others(String compact) {
        return others.getOrDefault(compact, List.of());
    }

    /**
     * The same, also where a name is merely begun: then the other names of all brands with a name
     * that begins so.
     */
    List<String> othersOfBegun(String compact) {
        return others.containsKey(compact) || compact.length() < BEGUN_FROM
                ? others(compact)
                : others.keySet().stream()
                        .filter(name -> name.startsWith(compact))
                        .flatMap(name -> others(name).stream())
                        .filter(other -> !other.startsWith(compact))
                        .distinct()
                        .toList();
    }
}
