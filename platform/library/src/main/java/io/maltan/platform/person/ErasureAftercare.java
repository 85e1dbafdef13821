package io.maltan.platform.person;

import io.maltan.platform.events.EventTraces;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Removes what an erasure cannot reach at once: the person's past events, as soon as everybody has
 * handled them, and whatever a token that was still valid has written afterwards.
 */
final class ErasureAftercare implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ErasureAftercare.class);

    private final R2dbcErasedPeople erased;
    private final Erasure erasure;
    private final EventTraces traces;
    private final TransactionalOperator transactional;
    private final ErasureProperties properties;
    private @Nullable Disposable running;

    ErasureAftercare(
            R2dbcErasedPeople erased,
            Erasure erasure,
            EventTraces traces,
            TransactionalOperator transactional,
            ErasureProperties properties) {
        this.erased = erased;
        this.erasure = erasure;
        this.traces = traces;
        this.transactional = transactional;
        this.properties = properties;
    }

    @Override
    public synchronized void start() {
        running =
                Flux.interval(properties.interval())
                        .onBackpressureDrop()
                        .concatMap(tick -> round(), 1)
                        .subscribe();
    }

    private Mono<Void> round() {
        return removeTraces()
                .then(eraseAgain())
                .onErrorResume(error -> {
                    log.warn("The traces of erased people remain for now: {}", error.toString());
                    return Mono.empty();
                });
    }

    private Mono<Void> removeTraces() {
        return erased.leavingTraces()
                .concatMap(person ->
                        traces.remove(person)
                                .flatMap(all ->
                                        all ? erased.noteTracesRemoved(person) : Mono.empty()))
                .then();
    }

    private Mono<Void> eraseAgain() {
        return erased.settled(properties.settled()).concatMap(this::eraseAgain).then();
    }

    private Mono<Void> eraseAgain(UUID person) {
        return erasure.of(person)
                .as(transactional::transactional)
                .then(traces.remove(person))
                .flatMap(all -> all ? erased.noteDone(person) : Mono.empty());
    }

    @Override
    public synchronized void stop() {
        if (running != null) {
            running.dispose();
            running = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return running != null;
    }
}
