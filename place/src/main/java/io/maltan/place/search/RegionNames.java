package io.maltan.place.search;

import io.maltan.platform.bundled.BundledYaml;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;

/** What people call regions, from {@code region-names.yaml}. */
@Component
final class RegionNames {

    private static final String FILE = "region-names.yaml";

    private final Map<String, List<String>> byName = new HashMap<>();

    RegionNames() throws IOException {
        BundledYaml.read(FILE, new TypeReference<List<List<String>>>() {})
                .forEach(names -> names.forEach(name -> byName.put(name, names)));
    }

    /** All names of a region that has a name, this one among them. */
    List<String> of(String name) {
        return byName.getOrDefault(name, List.of(name));
    }
}
