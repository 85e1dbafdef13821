package io.maltan.platform.person;

import io.maltan.platform.events.EventTraces;
import java.time.Clock;
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
 * handled them, and whatever a token that was still valid has written afterwards. A look costs a
 * reading of the whole outbox, so where something remains the next one comes ever later.
 */
final class ErasureAftercare implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(ErasureAftercare.class);

    private final R2dbcErasedPeople erased;
    private final Erasure erasure;
    private final EventTraces traces;
    private final TransactionalOperator transactional;
    private final ErasureProperties properties;
    private final Pauses pauses;
    private @Nullable Disposable running;

    ErasureAftercare(
            R2dbcErasedPeople erased,
            Erasure erasure,
            EventTraces traces,
            TransactionalOperator transactional,
            ErasureProperties properties,
            Clock clock) {
        this.erased = erased;
        this.erasure = erasure;
        this.traces = traces;
        this.transactional = transactional;
        this.properties = properties;
        this.pauses = new Pauses(properties.interval(), properties.longestPause(), clock);
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
        return removeTraces().then(eraseAgain()).onErrorResume(ErasureAftercare::later);
    }

    private Mono<Void> removeTraces() {
        return erased.leavingTraces(pauses.running())
                .concatMap(person ->
                        rid(person, traces.remove(person), erased.noteTracesRemoved(person)))
                .then();
    }

    private Mono<Void> eraseAgain() {
        return erased.settled(properties.settled(), pauses.running())
                .concatMap(
                        person -> rid(person, withoutLateWrites(person), erased.noteDone(person)))
                .then();
    }

    private Mono<Boolean> withoutLateWrites(UUID person) {
        return erasure.of(person).as(transactional::transactional).then(traces.remove(person));
    }

    /** One who cannot be rid of does not keep the others waiting. */
    private Mono<Void> rid(UUID person, Mono<Boolean> removal, Mono<Void> note) {
        return removal.delayUntil(all -> all ? note : Mono.empty())
                .doOnNext(all -> pause(person, !all))
                .doOnError(error -> pause(person, true))
                .then()
                .onErrorResume(ErasureAftercare::later);
    }

    private void pause(UUID person, boolean remains) {
        if (remains) {
            pauses.lengthen(person);
        } else {
            pauses.end(person);
        }
    }

    private static Mono<Void> later(Throwable error) {
        log.warn("The traces of erased people remain for now: {}", error.toString());
        return Mono.empty();
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
