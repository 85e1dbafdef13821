package io.maltan.place.region;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows replacements of the regions: takes over the new ones, then has all places assigned anew,
 * in batches. How far that has come stands in the database, in the same transaction as each batch,
 * so that any replica goes on where another one stopped.
 */
@Component
public class RegionSweep implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RegionSweep.class);

    private static final int BEFORE_THE_SERVER = 0;

    private final RegionReplacement replacement;
    private final R2dbcRegions stored;
    private final Regions present;
    private final ObjectProvider<Step> step;
    private final TransactionalOperator transactional;
    private final RegionProperties properties;
    private Disposable running = Disposables.disposed();

    RegionSweep(
            RegionReplacement replacement,
            R2dbcRegions stored,
            Regions present,
            ObjectProvider<Step> step,
            TransactionalOperator transactional,
            RegionProperties properties) {
        this.replacement = replacement;
        this.stored = stored;
        this.present = present;
        this.step = step;
        this.transactional = transactional;
        this.properties = properties;
    }

    /** Assigns some places, within the caller's transaction. */
    public interface Step {

        /** Assigns the first places with ids after the given one. */
        Mono<Progress> assignAfter(UUID id, int limit);
    }

    /**
     * What a batch came to.
     *
     * @param last the id of the last place looked at
     * @param done whether no places follow
     */
    public record Progress(UUID last, long checked, long changed, boolean done) {}

    @Override
    public void start() {
        running =
                Flux.interval(Duration.ZERO, properties.lookEvery())
                        .onBackpressureDrop()
                        .concatMap(tick -> round(), 1)
                        .subscribe();
    }

    private Mono<Void> round() {
        return replacement
                .catchUp()
                .then(Mono.defer(this::batches))
                .doOnError(error -> log.warn("Regions are looked after again soon", error))
                .onErrorComplete();
    }

    /** The regions that the project brings need no sweep: every place is written with them. */
    private Mono<Void> batches() {
        return present.version() == 0
                ? Mono.empty()
                : batch().expand(progress -> progress.done() ? Mono.empty() : batch()).then();
    }

    private Mono<Progress> batch() {
        return stored.claim(present.version(), properties.settle().toMillis())
                .flatMap(after -> step.getObject().assignAfter(after, properties.batch()))
                .delayUntil(progress ->
                        stored.advance(
                                progress.last(),
                                progress.checked(),
                                progress.changed(),
                                progress.done()))
                .as(transactional::transactional);
    }

    /** Ahead of the server: what it answers first is to wait for as little as possible. */
    @Override
    public int getPhase() {
        return BEFORE_THE_SERVER;
    }

    @Override
    public void stop() {
        running.dispose();
    }

    @Override
    public boolean isRunning() {
        return !running.isDisposed();
    }
}
