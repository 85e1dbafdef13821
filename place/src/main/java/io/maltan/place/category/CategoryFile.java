package io.maltan.place.category;

import io.maltan.platform.bundled.BundledYaml;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.type.TypeReference;

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
        return new Categories(
                BundledYaml.read(FILE, new TypeReference<List<Entry>>() {}), overtureTags());
    }

    private static Map<String, List<String>> overtureTags() throws IOException {
        Map<String, List<String>> tags = new LinkedHashMap<>();
        BundledYaml.read(OVERTURE_FILE, new TypeReference<Map<String, List<String>>>() {})
                .forEach((code, names) ->
                        tags.put(code, names.stream().map(OVERTURE_TAG::concat).toList()));
        return tags;
    }
}
