package io.maltan.place.hours;

import io.maltan.place.geography.BoundingBox;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Reads {@code time-zones.yaml}. */
@Configuration(proxyBeanMethods = false)
public class TimeZoneFile {

    private static final String FILE = "time-zones.yaml";

    record Entry(String zone, List<Double> box) {

        TimeZones.Rule toRule() {
            return new TimeZones.Rule(
                    zone, new BoundingBox(box.get(0), box.get(1), box.get(2), box.get(3)));
        }
    }

    /** The rule that the project brings. */
    @Bean
    public static TimeZones timeZones() throws IOException {
        try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            List<Entry> entries =
                    JsonMapper.shared().convertValue(content, new TypeReference<List<Entry>>() {});
            return new TimeZones(entries.stream().map(Entry::toRule).toList());
        }
    }
}
