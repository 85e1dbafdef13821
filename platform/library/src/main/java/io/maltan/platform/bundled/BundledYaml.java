package io.maltan.platform.bundled;

import java.io.IOException;
import java.io.InputStream;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads the YAML files on the class path. */
public final class BundledYaml {

    private BundledYaml() {}

    /** The content of a file as records and collections. */
    public static <T> T read(String name, TypeReference<T> type) throws IOException {
        try (InputStream file = new ClassPathResource(name).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return JsonMapper.shared().convertValue(content, type);
        }
    }
}
