package io.maltan.place.imports;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SynchronousSink;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Uploads on disk, and the one thread that reads them. */
@Component
class ImportFiles implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ImportFiles.class);
    private static final int MOST_QUEUED = 16;
    private static final Pattern UPLOAD =
            Pattern.compile("import-(\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12})-.*");

    private final RecordReaders readers;
    private final IncomingBatches batches;
    private final ImportProperties properties;
    private final Scheduler scheduler =
            Schedulers.newBoundedElastic(2, MOST_QUEUED, "place-import");

    ImportFiles(RecordReaders readers, IncomingBatches batches, ImportProperties properties) {
        this.readers = readers;
        this.batches = batches;
        this.properties = properties;
    }

    /** A new empty file for an import. */
    Mono<Path> create(UUID id) {
        return Mono.fromCallable(() ->
                        Files.createTempFile(
                                properties.directory(), "import-" + id + "-", ".upload"))
                .subscribeOn(scheduler);
    }

    /** All files that there are, by import. */
    Mono<Map<UUID, Path>> list() {
        return Mono.fromCallable(this::found).subscribeOn(scheduler);
    }

    private Map<UUID, Path> found() throws IOException {
        Map<UUID, Path> found = new HashMap<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(properties.directory())) {
            for (Path file : all) {
                Matcher upload = UPLOAD.matcher(String.valueOf(file.getFileName()));
                if (upload.matches()) {
                    found.put(UUID.fromString(upload.group(1)), file);
                }
            }
        }
        return found;
    }

    /** Writes a body as fast as the disk takes it and no faster than it comes. */
    Mono<Void> write(Flux<DataBuffer> body, Path file) {
        return DataBufferUtils.write(body, file).subscribeOn(scheduler);
    }

    Mono<Void> delete(Path file) {
        return Mono.<Void>fromRunnable(() -> deleteQuietly(file)).subscribeOn(scheduler);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} is left behind", file, e);
        }
    }

    /** Reads a file's records batch by batch, only as many as are asked for. */
    Flux<IncomingBatch> read(Path file, ImportRequest request) {
        return Flux.generate(
                        () -> new BatchReader(readers.open(file, request), batches),
                        this::next,
                        this::close)
                .subscribeOn(scheduler);
    }

    private BatchReader next(BatchReader reader, SynchronousSink<IncomingBatch> sink) {
        try {
            IncomingBatch batch = reader.next();
            if (batch == null) {
                sink.complete();
            } else {
                sink.next(batch);
            }
        } catch (IOException e) {
            sink.error(e);
        }
        return reader;
    }

    private void close(BatchReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            log.warn("An import's file was not closed", e);
        }
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
