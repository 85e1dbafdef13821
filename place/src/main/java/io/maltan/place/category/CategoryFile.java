package io.maltan.place.category;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code categories.yaml}. */
@Configuration(proxyBeanMethods = false)
public class CategoryFile {

    private static final String FILE = "categories.yaml";

    /** A category as it stands in the file. */
    record Entry(
            String code,
            String ko,
            String en,
            List<String> words,
            List<String> tags,
            List<Entry> children) {

        Entry(
                String code,
                String ko,
                String en,
                @Nullable List<String> words,
                @Nullable List<String> tags,
                @Nullable List<Entry> children) {
            this.code = code;
            this.ko = ko;
            this.en = en;
            this.words = words == null ? List.of() : List.copyOf(words);
            this.tags = tags == null ? List.of() : List.copyOf(tags);
            this.children = children == null ? List.of() : List.copyOf(children);
        }
    }

    /** The tree that the project brings. */
    @Bean
    public static Categories categories() throws IOException {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return new Categories(
                    JsonMapper.shared().convertValue(content, new TypeReference<List<Entry>>() {}));
        }
    }
}
