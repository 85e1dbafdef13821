package io.maltan.place.category;

import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code categories.yaml} and {@code overture-categories.yaml}. */
@Configuration(proxyBeanMethods = false)
public class CategoryFile {

    private static final String FILE = "categories.yaml";
    private static final String OVERTURE_FILE = "overture-categories.yaml";
    private static final String OVERTURE_TAG = "overture=";

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
        return new Categories(read(FILE, new TypeReference<List<Entry>>() {}), overtureTags());
    }

    private static Map<String, List<String>> overtureTags() throws IOException {
        Map<String, List<String>> tags = new LinkedHashMap<>();
        read(OVERTURE_FILE, new TypeReference<Map<String, List<String>>>() {})
                .forEach((code, names) ->
                        tags.put(code, names.stream().map(OVERTURE_TAG::concat).toList()));
        return tags;
    }

    private static <T> T read(String name, TypeReference<T> type) throws IOException {
        try (InputStream file = new ClassPathResource(name).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return JsonMapper.shared().convertValue(content, type);
        }
    }
}
