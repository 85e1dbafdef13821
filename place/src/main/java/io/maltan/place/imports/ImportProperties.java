package io.maltan.place.imports;

import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How files are imported.
 *
 * @param directory where uploads are kept until they are imported
 * @param batch records written at once
 * @param progressEvery how often progress is saved
 */
@ConfigurationProperties("maltan.imports")
record ImportProperties(
        Path directory,
        @DefaultValue("2000") int batch,
        @DefaultValue("500ms") Duration progressEvery) {}
