package io.maltan.place.photo;

import io.maltan.platform.problem.Invalid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Uploads on disk, from their first byte until they have been rendered. */
@Component
class PhotoUploads implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(PhotoUploads.class);
    private static final int THREADS = 2;
    private static final int MOST_QUEUED = 200;

    private final PhotoProperties properties;
    private final Scheduler scheduler =
            Schedulers.newBoundedElastic(THREADS, MOST_QUEUED, "photo-upload");

    PhotoUploads(PhotoProperties properties) {
        this.properties = properties;
    }

    /** Writes the file among the parts to disk, and deletes it when it has been used. */
    <T> Mono<T> with(Flux<PartEvent> parts, Function<Path, Mono<T>> use) {
        return Mono.usingWhen(
                create(),
                file -> receive(parts, file).then(Mono.defer(() -> use.apply(file))),
                this::delete);
    }

    private Mono<Path> create() {
        return Mono.fromCallable(() -> Files.createTempFile("photo", ".upload"))
                .subscribeOn(scheduler);
    }

    private Mono<Void> receive(Flux<PartEvent> parts, Path file) {
        Received received = new Received(properties.largest());
        Flux<DataBuffer> content =
                parts.timeout(properties.silence())
                        .doOnDiscard(PartEvent.class, PhotoUploads::release)
                        .map(received::count)
                        .handle((part, sink) -> {
                            if (part instanceof FilePartEvent && received.isWanted()) {
                                sink.next(part.content());
                            } else {
                                release(part);
                            }
                        });
        return DataBufferUtils.write(content, file)
                .subscribeOn(scheduler)
                .then(Mono.fromRunnable(received::requireOneFile))
                .then(Mono.defer(() -> requireContent(file)));
    }

    static void release(PartEvent part) {
        DataBufferUtils.release(part.content());
    }

    private Mono<Void> requireContent(Path file) {
        return Mono.fromCallable(() -> Files.size(file))
                .subscribeOn(scheduler)
                .flatMap(size ->
                        size == 0
                                ? Mono.error(() -> Invalid.field("photo", "required"))
                                : Mono.empty());
    }

    private Mono<Void> delete(Path file) {
        return Mono.<Void>fromRunnable(() -> deleteQuietly(file)).subscribeOn(scheduler);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            log.warn("{} is left behind", file, e);
        }
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
