package io.maltan.recommendation.place;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How memory is divided.
 *
 * @param reserved what is kept of the heap for the program itself, requests and open streams; what
 *     else is kept says so itself
 * @param directory where the file of places' names is mapped from; the usual place of temporary
 *     files where none is named
 */
@ConfigurationProperties("maltan.recommendation.memory")
record MemoryProperties(@DefaultValue("56MB") DataSize reserved, @Nullable Path directory) {

    MemoryProperties {
        directory = directory == null || directory.toString().isEmpty() ? null : directory;
    }
}
