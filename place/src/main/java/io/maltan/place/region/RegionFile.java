package io.maltan.place.region;

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

/** Reads {@code regions.yaml}. */
@Configuration(proxyBeanMethods = false)
public class RegionFile {

    private static final String FILE = "regions.yaml";

    /** A province as it stands in the file; positions are latitude, longitude. */
    record Province(
            String code,
            String ko,
            String en,
            List<Double> centre,
            List<List<Double>> towns,
            List<District> districts) {

        Province(
                String code,
                String ko,
                String en,
                List<Double> centre,
                @Nullable List<List<Double>> towns,
                @Nullable List<District> districts) {
            this.code = code;
            this.ko = ko;
            this.en = en;
            this.centre = centre;
            this.towns = towns == null ? List.of() : List.copyOf(towns);
            this.districts = districts == null ? List.of() : List.copyOf(districts);
        }
    }

    record District(String code, String ko, String en, List<Double> centre) {}

    /** The regions that the project brings. */
    @Bean
    public static Regions regions() throws IOException {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            return new Regions(
                    JsonMapper.shared()
                            .convertValue(content, new TypeReference<List<Province>>() {}));
        }
    }
}
