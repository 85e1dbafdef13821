package io.maltan.platform.events;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Mono;

/**
 * Moves events from the outbox to the stream and keeps both small.
 *
 * <p>The stream itself tells how far publishing has come: rows after its last position are missing
 * in it, whether they are new or Redis has lost them. Positions never change, so that publishing
 * again restores the stream as it was.
 */
final class OutboxRelay extends BackgroundWork {

    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final OutboxRows rows;
    private final OwnStream stream;
    private final RedisLink redis;
    private final WakeUp wakeUp;
    private final EventsProperties properties;
    private final Clock clock;
    private final Steps steps;
    private final Counter published;
    private final AtomicLong backlog = new AtomicLong();

    OutboxRelay(
            OutboxRows rows,
            OwnStream stream,
            RedisLink redis,
            WakeUp wakeUp,
            EventsProperties properties,
            Clock clock,
            MeterRegistry meters,
            Steps steps) {
        this.rows = rows;
        this.stream = stream;
        this.redis = redis;
        this.wakeUp = wakeUp;
        this.properties = properties;
        this.clock = clock;
        this.steps = steps;
        this.published = meters.counter("maltan.events.published", "stream", stream.name());
        meters.gauge("maltan.outbox.backlog", backlog);
    }

    @Override
    Mono<Void> work(Stopping stopping) {
        Rounds publishing =
                new Rounds("Publishing on " + stream.name(), stopping, properties.longestPause());
        Rounds counting = new Rounds("Counting the outbox", stopping, properties.longestPause());
        Rounds cleaning =
                new Rounds("Trimming " + stream.name(), stopping, properties.longestPause());
        return Mono.when(
                publishing.repeat(
                        () -> publish().then(publishing.pause(properties.poll(), wakeUp.called()))),
                counting.repeat(
                        () -> count().then(counting.pause(properties.poll().multipliedBy(10)))),
                cleaning.repeat(() -> clean().then(cleaning.pause(properties.housekeeping()))));
    }

    @Override
    Mono<Void> release() {
        return redis.close();
    }

    private Mono<Void> publish() {
        return Mono.fromRunnable(wakeUp::reset)
                .then(publishBatch())
                .repeat()
                .takeWhile(more -> more)
                .then();
    }

    /** Emits whether there may be more. */
    private Mono<Boolean> publishBatch() {
        return Mono.zip(stream.top(), rows.state())
                .flatMap(seen -> publishAfter(seen.getT1(), seen.getT2()));
    }

    private Mono<Boolean> publishAfter(Position top, OutboxRows.State state) {
        Mono<Void> placed = state.unplaced() ? place(top) : Mono.empty();
        if (state.unplaced() || state.last().isAfter(top)) {
            return placed.then(start(top)).flatMap(start -> append(top, start));
        }
        return state.unmarked() ? mark(top).thenReturn(false) : Mono.just(false);
    }

    private Mono<Void> place(Position top) {
        return rows.place(top, properties.batch()).then(steps.reached(Step.PLACED));
    }

    /**
     * Where to begin: after the stream's end, or, where it was lost, with as much as it may hold.
     */
    private Mono<Position> start(Position top) {
        if (!top.isStart()) {
            return Mono.just(top);
        }
        return rows.behindLast(properties.retention().bound())
                .defaultIfEmpty(Position.START)
                .flatMap(rows::firstAfter)
                .map(Position::previous)
                .delayUntil(stream::noteMissing)
                .defaultIfEmpty(top);
    }

    private Mono<Boolean> append(Position top, Position start) {
        return rows.after(start, properties.batch())
                .flatMap(batch -> batch.isEmpty() ? Mono.just(false) : append(top, batch));
    }

    private Mono<Boolean> append(Position top, List<OutboxRow> batch) {
        return stream.append(top, batch)
                .delayUntil(appended -> steps.reached(Step.APPENDED))
                .flatMap(appended -> appended ? published(batch) : Mono.just(true));
    }

    private Mono<Boolean> published(List<OutboxRow> batch) {
        published.increment(batch.size());
        return mark(batch.getLast().position()).thenReturn(true);
    }

    private Mono<Void> mark(Position position) {
        return rows.mark(position).then(steps.reached(Step.MARKED));
    }

    private Mono<Void> count() {
        return rows.backlog().doOnNext(backlog::set).then();
    }

    private Mono<Void> clean() {
        Position forgotten = Position.before(clock.instant().minus(properties.keepPublished()));
        return removable(forgotten)
                .flatMap(stream::trim)
                .then(rows.forget(forgotten, FORGOTTEN_AT_ONCE));
    }

    /**
     * The position up to which the stream is not needed: what every group has handled and nobody
     * may want to resume from, and what is beyond the bound in any case. Nothing stays longer than
     * in the outbox.
     */
    private Mono<Position> removable(Position forgotten) {
        EventsProperties.Retention retention = properties.retention();
        Instant young = clock.instant().minus(retention.age());
        Mono<Position> unwanted =
                rows.behindLast(retention.entries())
                        .map(position -> Position.earlier(position, Position.before(young)))
                        .defaultIfEmpty(forgotten);
        Mono<Position> handled =
                stream.handledByAll().defaultIfEmpty(Position.before(clock.instant()));
        Mono<Position> beyondBound =
                rows.behindLast(retention.bound())
                        .map(position -> Position.later(position, forgotten))
                        .defaultIfEmpty(forgotten);
        return Mono.zip(unwanted, handled, beyondBound)
                .map(limits ->
                        Position.later(
                                limits.getT3(), Position.earlier(limits.getT1(), limits.getT2())));
    }
}
