package io.maltan.place.imports;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.place.imports.ImportReport.Status;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Runs imports in the background, one after the other.
 *
 * <p>The places and the events of an import come to be together or not at all, and a dry run is an
 * import that is rolled back.
 */
@Component
class ImportRunner implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ImportRunner.class);
    private static final String INTERRUPTED = "interrupted";
    private static final String UNEXPECTED = "internal_error";

    private final R2dbcImports imports;
    private final ImportSlot slot;
    private final ImportFiles files;
    private final PlaceMerge merge;
    private final Settling settling;
    private final ImportProperties properties;

    private final Sinks.Many<Job> jobs = Sinks.many().unicast().onBackpressureBuffer();
    private Disposable running = Disposables.disposed();

    ImportRunner(
            R2dbcImports imports,
            ImportSlot slot,
            ImportFiles files,
            PlaceMerge merge,
            Settling settling,
            ImportProperties properties) {
        this.imports = imports;
        this.slot = slot;
        this.files = files;
        this.merge = merge;
        this.settling = settling;
        this.properties = properties;
    }

    /** An upload that is complete, and the right to import it. */
    record Job(UUID id, ImportRequest request, Path file, ImportSlot.Held held) {}

    /** How an import ended. */
    private record Outcome(Status status, ImportTally tally) {}

    /** Imports a file soon; the slot that the job holds keeps others from coming meanwhile. */
    @CanIgnoreReturnValue
    UUID begin(Job job) {
        jobs.emitNext(job, Sinks.EmitFailureHandler.FAIL_FAST);
        return job.id();
    }

    @Override
    public void start() {
        running =
                Mono.usingWhen(
                                slot.take(),
                                held -> forgetInterrupted().then(merge.forget()),
                                ImportSlot.Held::release)
                        .doOnError(error -> log.warn("Old imports were not looked after", error))
                        .onErrorComplete()
                        .thenMany(jobs.asFlux().concatMap(this::run))
                        .subscribe();
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }

    /**
     * Ends what still claims to run, and deletes uploads that nobody will read; only who holds the
     * slot knows that nothing runs.
     */
    Mono<Void> forgetInterrupted() {
        return imports.running().concatMap(this::endInterrupted).then(deleteLeftBehind());
    }

    /** What a process that died, or stopped in the middle, could not delete any more. */
    private Mono<Void> deleteLeftBehind() {
        return files.list()
                .flatMapMany(uploads -> imports.over(uploads.keySet()).mapNotNull(uploads::get))
                .concatMap(files::delete)
                .then()
                .doOnError(error -> log.warn("Uploads may be left behind", error))
                .onErrorComplete();
    }

    /** Ends what nobody runs any more: what it brings is all there, or nothing of it is. */
    Mono<Void> endInterrupted(ImportReport report) {
        return report.merged()
                ? imports.finish(report.id(), Status.COMPLETED, report.tally())
                : imports.finish(
                        report.id(),
                        Status.FAILED,
                        report.tally().failed(INTERRUPTED, "the service stopped meanwhile"));
    }

    private Mono<Void> run(Job job) {
        AtomicReference<ImportTally> progress = new AtomicReference<>(ImportTally.NOTHING);
        Mono<Outcome> outcome =
                work(job, progress)
                        .map(tally -> new Outcome(Status.COMPLETED, tally))
                        .onErrorResume(error -> failed(job, progress.get(), error));
        return Mono.firstWithSignal(
                        outcome.delayUntil(end -> settle(job, end)), savingForEver(job, progress))
                .flatMap(end -> imports.finish(job.id(), end.status(), end.tally()))
                .doOnError(error -> log.error("Import {} has no end", job.id(), error))
                .onErrorComplete()
                .then(job.held().release())
                .onErrorComplete()
                .then(files.delete(job.file()));
    }

    private Mono<Void> settle(Job job, Outcome end) {
        if (job.request().dryRun() || end.tally().written() == 0) {
            return Mono.empty();
        }
        return settling.settle()
                .doOnError(
                        error -> log.warn("What was imported is slow to find for a while", error))
                .onErrorComplete();
    }

    /** While one batch is written the next one is read and made ready on the reader's thread. */
    private Mono<ImportTally> work(Job job, AtomicReference<ImportTally> progress) {
        Flux<IncomingBatch> read =
                files.read(job.file(), job.request())
                        .doOnNext(batch ->
                                progress.accumulateAndGet(batch.tally(), ImportTally::plus));
        return merge.mergeAll(
                        job.request(),
                        read,
                        merged -> imports.merged(job.id(), progress.get().plus(merged)))
                .map(merged -> progress.accumulateAndGet(merged, ImportTally::plus));
    }

    private Mono<Outcome> savingForEver(Job job, AtomicReference<ImportTally> progress) {
        return Flux.interval(properties.progressEvery())
                .onBackpressureDrop()
                .concatMap(tick -> imports.save(job.id(), progress.get()).onErrorComplete(), 1)
                .then(Mono.never());
    }

    private Mono<Outcome> failed(Job job, ImportTally soFar, Throwable error) {
        if (error instanceof BrokenFile broken) {
            return Mono.just(
                    new Outcome(Status.FAILED, soFar.failed(broken.reason(), broken.detail())));
        }
        log.error("Import {} failed", job.id(), error);
        return Mono.just(
                new Outcome(Status.FAILED, soFar.failed(UNEXPECTED, "the service's log has more")));
    }
}
