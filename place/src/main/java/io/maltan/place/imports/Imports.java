package io.maltan.place.imports;

import io.maltan.place.imports.ImportReport.Status;
import io.maltan.platform.id.Ids;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.NotFound;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Takes uploads and tells what has become of them. */
@Service
class Imports {

    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final String INTERRUPTED = "interrupted";

    private final R2dbcImports imports;
    private final ImportSlot slot;
    private final ImportFiles files;
    private final ImportRunner runner;

    Imports(R2dbcImports imports, ImportSlot slot, ImportFiles files, ImportRunner runner) {
        this.imports = imports;
        this.slot = slot;
        this.files = files;
        this.runner = runner;
    }

    /**
     * Takes a body in and begins to import it.
     *
     * @return the import's id, once the whole body is here
     */
    Mono<UUID> start(ImportRequest request, Flux<DataBuffer> body) {
        UUID id = Ids.next();
        Mono<ImportSlot.Held> free =
                slot.take().switchIfEmpty(Mono.error(() -> new Conflict("import_in_progress")));
        return Mono.usingWhen(
                free,
                held -> takeIn(id, request, body, held),
                held -> Mono.empty(),
                (held, error) -> abandon(id, held),
                held -> abandon(id, held));
    }

    private Mono<UUID> takeIn(
            UUID id, ImportRequest request, Flux<DataBuffer> body, ImportSlot.Held held) {
        return runner.forgetInterrupted()
                .then(imports.insert(id, request))
                .then(upload(id, body))
                .map(file -> runner.begin(new ImportRunner.Job(id, request, file, held)));
    }

    private Mono<Path> upload(UUID id, Flux<DataBuffer> body) {
        return Mono.usingWhen(
                files.create(id),
                file -> files.write(body, file).thenReturn(file),
                file -> Mono.empty(),
                (file, error) -> files.delete(file),
                files::delete);
    }

    private Mono<Void> abandon(UUID id, ImportSlot.Held held) {
        return imports.finish(
                        id,
                        Status.FAILED,
                        ImportTally.NOTHING.failed(INTERRUPTED, "the upload was not completed"))
                .onErrorComplete()
                .then(held.release());
    }

    /** An import as it stands. Where it died with its replica, this is noticed here. */
    Mono<ImportReport> get(UUID id) {
        return find(id).flatMap(report ->
                report.isOver() ? Mono.just(report) : lookAfter(report).then(find(id)));
    }

    private Mono<Void> lookAfter(ImportReport report) {
        return slot.isHeld().flatMap(held -> held ? Mono.empty() : runner.endInterrupted(report));
    }

    private Mono<ImportReport> find(UUID id) {
        return imports.find(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("import_not_found", id.toString())));
    }

    /** The import now and whenever it has come further, until it is over. */
    Flux<ImportReport> follow(UUID id) {
        return Flux.interval(Duration.ZERO, LOOK_EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> get(id), 1)
                .distinctUntilChanged()
                .takeUntil(ImportReport::isOver);
    }
}
