package io.maltan.place.search;

import io.maltan.place.text.SearchText;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
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
final class Brands {

    private static final String FILE = "brands.yaml";

    private final Map<String, List<String>> others = new HashMap<>();

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

    /** The other names of a brand, all in the form of {@link SearchText#compact}. */
    List<String> others(String compact) {
        return others.getOrDefault(compact, List.of());
    }
}
