package io.maltan.platform.events;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Follows one stream for the service's group: what is pending first, then what is new, one event
 * after the other.
 *
 * <p>Each round begins with what is pending, since between rounds nothing should be: it was left by
 * a dead replica, or swallowed by a connection that broke while it was read.
 */
final class StreamConsumer {

    private static final Logger log = LoggerFactory.getLogger(StreamConsumer.class);

    /** An event that was delivered so often without an outcome takes the process with it. */
    private static final int MOST_DELIVERIES = 20;

    private final ConsumerGroup group;
    private final Lease lease;
    private final Handlers handlers;
    private final @Nullable SnapshotLoader loader;
    private final Inbox inbox;
    private final Envelope envelope;
    private final EventsProperties properties;
    private final Clock clock;
    private final MeterRegistry meters;
    private final Steps steps;
    private final Timer lag;

    /** The position up to which the group was given everything; null while that is not known. */
    private volatile @Nullable Position delivered;

    private volatile Position snapshot = Position.START;

    StreamConsumer(
            ConsumerGroup group,
            Lease lease,
            Handlers handlers,
            @Nullable SnapshotLoader loader,
            Inbox inbox,
            Envelope envelope,
            EventsProperties properties,
            Clock clock,
            MeterRegistry meters,
            Steps steps) {
        this.group = group;
        this.lease = lease;
        this.handlers = handlers;
        this.loader = loader;
        this.inbox = inbox;
        this.envelope = envelope;
        this.properties = properties;
        this.clock = clock;
        this.meters = meters;
        this.steps = steps;
        this.lag = meters.timer("maltan.events.lag", "stream", handlers.stream());
    }

    Mono<Void> follow(Stopping stopping) {
        Rounds rounds =
                new Rounds("Consuming " + handlers.stream(), stopping, properties.longestPause());
        Mono<Void> standBy = rounds.pause(properties.lease().dividedBy(6));
        return rounds.repeat(() -> round(stopping, standBy))
                .then(lease.giveBack().onErrorComplete());
    }

    private Mono<Void> round(Stopping stopping, Mono<Void> standBy) {
        return lease.take()
                .flatMap(held ->
                        held ? lease.during(consume(stopping)) : forgetPosition().then(standBy))
                .onErrorResume(error -> forgetPosition().then(Mono.error(error)));
    }

    private Mono<Void> forgetPosition() {
        return Mono.fromRunnable(() -> delivered = null);
    }

    private Mono<Void> consume(Stopping stopping) {
        return prepare().then(handlePending(stopping)).then(handleNew(stopping));
    }

    private Mono<Void> prepare() {
        return Mono.defer(() -> delivered == null ? locate() : Mono.empty());
    }

    /** Finds out where the group stands, and makes it where there is none. */
    private Mono<Void> locate() {
        return inbox.snapshot(handlers.stream())
                .doOnNext(position -> snapshot = position)
                .then(group.delivered())
                .flatMap(position -> continueAfter(position).thenReturn(position))
                .switchIfEmpty(Mono.defer(this::create))
                .then();
    }

    private Mono<Void> continueAfter(Position position) {
        delivered = position;
        return group.missing()
                .flatMap(missing -> isGap(position, missing) ? leap(missing) : Mono.empty());
    }

    private Mono<Position> create() {
        return loadSnapshot()
                .defaultIfEmpty(Position.START)
                .delayUntil(group::create)
                .doOnNext(position -> delivered = position);
    }

    private static boolean isGap(Position delivered, Position missing) {
        return !delivered.isStart() && missing.isAfter(delivered);
    }

    /** Goes on after a gap: from a snapshot, or, without one, from what there is. */
    private Mono<Void> leap(Position missing) {
        meters.counter("maltan.events.gaps", "stream", handlers.stream()).increment();
        log.warn(
                "Events of {} up to {} are not retained any more; {}",
                handlers.stream(),
                missing,
                loader == null
                        ? "there is no snapshot, so they are lost here"
                        : "loading a snapshot");
        return loadSnapshot()
                .defaultIfEmpty(missing)
                .delayUntil(group::moveTo)
                .doOnNext(position -> delivered = position)
                .then();
    }

    private Mono<Position> loadSnapshot() {
        return loader == null
                ? Mono.empty()
                : Mono.defer(loader::load).map(Position::of).delayUntil(this::noteSnapshot);
    }

    private Mono<Void> noteSnapshot(Position position) {
        return inbox.noteSnapshot(handlers.stream(), position)
                .then(inbox.snapshot(handlers.stream()))
                .doOnNext(noted -> snapshot = noted)
                .then();
    }

    private Mono<Void> handlePending(Stopping stopping) {
        return group.pending(properties.batch())
                .delayUntil(pending -> pending.isEmpty() ? Mono.empty() : inbox.requireDatabase())
                .flatMapIterable(pending -> pending)
                .takeWhile(pending -> !stopping.isRequested())
                .concatMap(this::handlePending)
                .count()
                .flatMap(count ->
                        count < properties.batch() ? Mono.empty() : handlePending(stopping));
    }

    private Mono<Void> handlePending(ConsumerGroup.Pending pending) {
        return group.claim(pending.position())
                .flatMap(delivery -> retry(delivery, pending.deliveries()).thenReturn(delivery))
                .switchIfEmpty(Mono.defer(() -> forgetMissing(pending.position())))
                .then();
    }

    private Mono<Void> retry(Delivery delivery, long deliveries) {
        boolean reloads = reloadsAfter(Envelope.type(delivery.fields()));
        return deliveries < MOST_DELIVERIES || reloads
                ? handleAll(List.of(delivery))
                : park(delivery, "Delivered %d times without an outcome".formatted(deliveries));
    }

    /** A pending entry may have been trimmed away, beyond the bound. */
    private Mono<Delivery> forgetMissing(Position position) {
        return group.acknowledge(List.of(position)).then(Mono.empty());
    }

    private Mono<Void> handleNew(Stopping stopping) {
        return group.read(properties.batch(), properties.longestRead())
                .takeUntilOther(stopping.requested())
                .filter(batch -> !batch.isEmpty())
                .delayUntil(batch -> steps.reached(Step.READ))
                .flatMap(this::handleIfComplete);
    }

    /**
     * Trimming may have overtaken the group since it was last looked at; the batch then stays
     * pending.
     */
    private Mono<Void> handleIfComplete(List<Delivery> batch) {
        Position before = delivered == null ? Position.START : delivered;
        return group.missing()
                .flatMap(missing -> isGap(before, missing) ? leap(missing) : handleBatch(batch));
    }

    private Mono<Void> handleBatch(List<Delivery> batch) {
        delivered = batch.getLast().position();
        return handleAll(batch);
    }

    private Mono<Void> handleAll(List<Delivery> batch) {
        List<Position> passed = new ArrayList<>();
        List<Read> wanted = new ArrayList<>();
        for (Delivery delivery : batch) {
            String type = Envelope.type(delivery.fields());
            if (type != null && (!want(type) || !delivery.position().isAfter(snapshot))) {
                passed.add(delivery.position());
            } else {
                wanted.add(read(delivery));
            }
        }
        return group.acknowledge(passed).then(handleWanted(wanted));
    }

    private boolean want(String type) {
        return handlers.want(type) || reloadsAfter(type);
    }

    private boolean reloadsAfter(@Nullable String type) {
        return loader != null && type != null && loader.reloadsAfter().contains(type);
    }

    /** A delivery with its event, or with the reason for which it is none. */
    private record Read(Delivery delivery, @Nullable Event event, @Nullable Throwable error) {}

    private Read read(Delivery delivery) {
        try {
            return new Read(delivery, envelope.read(delivery.fields()), null);
        } catch (RuntimeException e) {
            return new Read(delivery, null, e);
        }
    }

    private Mono<Void> handleWanted(List<Read> wanted) {
        return alreadyHandled(wanted)
                .flatMapMany(handled ->
                        Flux.fromIterable(wanted).concatMap(read -> settle(read, handled)))
                .then();
    }

    /** Asks once for many; for one alone its own note in the inbox tells. */
    private Mono<Set<UUID>> alreadyHandled(List<Read> wanted) {
        return wanted.size() < 2
                ? Mono.just(Set.of())
                : inbox.handled(
                        wanted.stream()
                                .map(Read::event)
                                .filter(event -> event != null)
                                .map(Event::id)
                                .toList());
    }

    private Mono<Void> settle(Read read, Set<UUID> handled) {
        Event event = read.event();
        if (event == null) {
            return park(read.delivery(), String.valueOf(read.error()));
        }
        if (reloadsAfter(event.type())) {
            return reload(read.delivery());
        }
        if (handled.contains(event.id())) {
            meters.counter("maltan.events.duplicates", "stream", handlers.stream()).increment();
            return acknowledge(read.delivery());
        }
        return handle(event)
                .then(steps.reached(Step.COMMITTED))
                .then(acknowledge(read.delivery()))
                .doOnSuccess(done -> lag.record(read.delivery().position().age(clock.instant())))
                .onErrorResume(
                        HandlingFailed.class, failed -> park(read.delivery(), failed.getMessage()));
    }

    /**
     * What follows is handled as usual: other handlers may want what the snapshot knows already.
     */
    private Mono<Void> reload(Delivery delivery) {
        return (loader == null ? Mono.empty() : Mono.defer(loader::load))
                .then(acknowledge(delivery));
    }

    private Mono<Boolean> handle(Event event) {
        return Mono.defer(() -> handlers.handle(event))
                .onErrorResume(error -> findFault(event, error))
                .retryWhen(pauses());
    }

    private Mono<Boolean> findFault(Event event, Throwable error) {
        if (Outage.isCauseOf(error)) {
            return Mono.error(error);
        }
        log.warn("{} {} could not be handled", event.type(), event.id(), error);
        meters.counter("maltan.events.failures", "stream", handlers.stream()).increment();
        return inbox.requireDatabase().then(Mono.error(() -> new HandlingFailed(error)));
    }

    private Retry pauses() {
        Duration longest = properties.firstPause().multipliedBy(8);
        return Retry.backoff(properties.deliveries() - 1L, properties.firstPause())
                .maxBackoff(longest)
                .jitter(0.1)
                .filter(HandlingFailed.class::isInstance)
                .onRetryExhaustedThrow((retry, signal) -> signal.failure());
    }

    private Mono<Void> acknowledge(Delivery delivery) {
        return group.acknowledge(List.of(delivery.position()))
                .then(steps.reached(Step.ACKNOWLEDGED));
    }

    private Mono<Void> park(Delivery delivery, @Nullable String error) {
        log.error(
                "{} of {} is parked as a dead letter: {}",
                delivery.position(),
                handlers.stream(),
                error);
        meters.counter("maltan.events.parked", "stream", handlers.stream()).increment();
        return group.park(
                delivery, String.valueOf(error), clock.instant(), properties.deadLetters());
    }
}
