package io.maltan.place.imports;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    private final RecordReaders readers;
    private final ImportProperties properties;
    private final Scheduler scheduler =
            Schedulers.newBoundedElastic(2, MOST_QUEUED, "place-import");

    ImportFiles(RecordReaders readers, ImportProperties properties) {
        this.readers = readers;
        this.properties = properties;
    }

    /** A new empty file. */
    Mono<Path> create() {
        return Mono.fromCallable(
                        () -> Files.createTempFile(properties.directory(), "import", ".upload"))
                .subscribeOn(scheduler);
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

    /** Reads a file's records, only as many as are asked for. */
    Flux<Parsed> read(Path file, ImportRequest request) {
        return Flux.generate(() -> readers.open(file, request), this::next, this::close)
                .subscribeOn(scheduler);
    }

    private RecordReader next(RecordReader reader, SynchronousSink<Parsed> sink) {
        try {
            Parsed parsed = reader.next();
            if (parsed == null) {
                sink.complete();
            } else {
                sink.next(parsed);
            }
        } catch (IOException e) {
            sink.error(e);
        }
        return reader;
    }

    private void close(RecordReader reader) {
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
