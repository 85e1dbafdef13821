package io.maltan.gateway.reference;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;

/** The Swagger UI that is on the class path. */
final class SwaggerUi {

    private static final String COORDINATES =
            "META-INF/maven/org.webjars/swagger-ui/pom.properties";

    private SwaggerUi() {}

    /** Where its files are on the class path; the version is part of it. */
    static String folder() {
        return "META-INF/resources/webjars/swagger-ui/" + version() + "/";
    }

    private static String version() {
        Properties coordinates = new Properties();
        try (InputStream content = new ClassPathResource(COORDINATES).getInputStream()) {
            coordinates.load(content);
        } catch (IOException e) {
            throw new UncheckedIOException("Swagger UI is not on the class path", e);
        }
        return coordinates.getProperty("version");
    }
}
