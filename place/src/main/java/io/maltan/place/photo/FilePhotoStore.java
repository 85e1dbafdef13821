package io.maltan.place.photo;

import java.io.IOException;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Keeps photos as files below one directory. */
final class FilePhotoStore implements PhotoStore, DisposableBean {

    private static final int THREADS = 4;
    private static final int MOST_QUEUED = 1_000;
    private static final int BUFFER = 32 * 1024;

    private final Path directory;
    private final Scheduler scheduler =
            Schedulers.newBoundedElastic(THREADS, MOST_QUEUED, "photo-files");

    FilePhotoStore(Path directory) {
        this.directory = directory.toAbsolutePath();
    }

    @Override
    public Mono<Void> put(String key, byte[] content) {
        return run(() -> write(directory.resolve(key), content));
    }

    private static Path write(Path file, byte[] content) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Path beside = Files.createTempFile(file.resolveSibling(""), "new", ".part");
        try {
            Files.write(beside, content);
            return Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    @Override
    public Flux<DataBuffer> get(String key, long from, long length) {
        Flux<DataBuffer> rest =
                DataBufferUtils.readAsynchronousFileChannel(
                        () ->
                                AsynchronousFileChannel.open(
                                        directory.resolve(key), StandardOpenOption.READ),
                        from,
                        DefaultDataBufferFactory.sharedInstance,
                        BUFFER);
        return DataBufferUtils.takeUntilByteCount(rest, length)
                .onErrorMap(NoSuchFileException.class, missing -> new ContentMissing(key))
                .subscribeOn(scheduler);
    }

    @Override
    public Mono<Void> delete(String key) {
        return run(() -> Files.deleteIfExists(directory.resolve(key)));
    }

    private Mono<Void> run(Callable<?> work) {
        return Mono.fromCallable(work).subscribeOn(scheduler).then();
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
