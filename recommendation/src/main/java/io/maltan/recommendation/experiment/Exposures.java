package io.maltan.recommendation.experiment;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackListener;
import io.maltan.recommendation.ranking.Experiments;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Writes down who was exposed to a variant and what they did then, once for each, in batches and
 * off the path of requests. Only a list that was made here exposes anybody: what clients say that
 * they saw is their word. What does not fit into the queue is counted, and the person is exposed by
 * their next request.
 */
@Component
final class Exposures implements FeedbackListener, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Exposures.class);
    private static final Duration WRITE_EVERY = Duration.ofMillis(250);
    private static final int MOST_WAITING = 20_000;
    private static final int MOST_KNOWN = 100_000;
    private static final int BATCH = 500;
    private static final int TRIES_AGAIN = 6;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private final R2dbcExperiments rows;
    private final ObjectProvider<Experiments> experiments;
    private final Clock clock;
    private final Counter dropped;
    private final Queue<Note> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Queue<UUID> toRecount = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Cache<Known, Instant> known =
            Caffeine.newBuilder()
                    .maximumSize(MOST_KNOWN)
                    .expireAfterWrite(Duration.ofHours(1))
                    .build();
    private final Disposable.Swap writing = Disposables.swap();
    private volatile boolean running;

    Exposures(
            R2dbcExperiments rows,
            ObjectProvider<Experiments> experiments,
            Clock clock,
            MeterRegistry meters) {
        this.rows = rows;
        this.experiments = experiments;
        this.clock = clock;
        this.dropped = meters.counter("maltan.recommendation.exposures.dropped");
    }

    void exposed(UUID person, Experiments.Variant variant) {
        noteOnce(
                new Note(
                        variant.experiment(),
                        variant.name(),
                        person,
                        What.EXPOSURE,
                        clock.instant()));
    }

    /** Of what was given at once the latest of each kind tells all. */
    @Override
    public void given(UUID userId, List<Feedback> given) {
        Map<What, Instant> did = new EnumMap<>(What.class);
        for (Feedback feedback : given) {
            What what = What.of(feedback);
            if (what != null) {
                did.merge(what, feedback.at(), Exposures::later);
            }
        }
        if (!did.isEmpty()) {
            experiments
                    .getObject()
                    .variantOf(userId)
                    .ifPresent(variant ->
                            did.forEach((what, at) ->
                                    did(
                                            new Note(
                                                    variant.experiment(),
                                                    variant.name(),
                                                    userId,
                                                    what,
                                                    at))));
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /**
     * What certainly follows from an exposure need not be noted again; of all else only the rows
     * know, where the person may be exposed by another replica.
     */
    private void did(Note note) {
        Instant exposedAt = known.getIfPresent(note.known(What.EXPOSURE));
        if (exposedAt != null && !note.at().isBefore(exposedAt.minus(CLOCKS_DIFFER))) {
            noteOnce(note);
        } else if (!waiting.offer(note)) {
            dropped.increment();
        }
    }

    private void noteOnce(Note note) {
        boolean isNew = known.asMap().putIfAbsent(note.known(), note.at()) == null;
        if (isNew && !waiting.offer(note)) {
            dropped.increment();
            known.invalidate(note.known());
        }
    }

    @Override
    public void withdrawn(Feedback feedback) {
        if (What.of(feedback) != null) {
            recount(feedback.userId());
        }
    }

    @Override
    public void changed(UUID userId) {
        recount(userId);
    }

    private void recount(UUID person) {
        experiments.getObject().variantOf(person).ifPresent(variant -> recount(person, variant));
    }

    private void recount(UUID person, Experiments.Variant variant) {
        forget(person, variant.experiment());
        if (!toRecount.offer(person)) {
            dropped.increment();
        }
    }

    private void forget(UUID person, String experiment) {
        for (What what : What.values()) {
            known.invalidate(new Known(person, experiment, what));
        }
    }

    void forgetWhoIsKnown() {
        known.invalidateAll();
    }

    @Override
    public void start() {
        running = true;
        writing.update(
                Flux.interval(WRITE_EVERY)
                        .onBackpressureDrop()
                        .concatMap(tick -> write().repeat(this::isMuchWaiting), 1)
                        .subscribe());
    }

    private boolean isMuchWaiting() {
        return waiting.size() >= BATCH;
    }

    private Mono<Void> write() {
        List<Note> exposed = new ArrayList<>();
        List<Note> done = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Note note = waiting.poll();
            if (note == null) {
                break;
            }
            (note.what() == What.EXPOSURE ? exposed : done).add(note);
        }
        return rows.expose(exposed)
                .then(rows.did(done))
                .retryWhen(Retry.backoff(TRIES_AGAIN, WRITE_EVERY))
                .then(Mono.defer(this::recountNext))
                .onErrorResume(e -> {
                    drop(exposed);
                    drop(done);
                    log.warn("Exposures could not be written", e);
                    return Mono.empty();
                });
    }

    /** Exposures are noted again on the person's next request. */
    private void drop(List<Note> notes) {
        dropped.increment(notes.size());
        notes.forEach(note -> forget(note.person(), note.experiment()));
    }

    private Mono<Void> recountNext() {
        UUID person = toRecount.poll();
        return person == null ? Mono.empty() : rows.recount(person);
    }

    @Override
    public void stop() {
        running = false;
        writing.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** What a person did, or that they were shown a list. */
    enum What {
        EXPOSURE,
        CLICK,
        SAVE,
        VISIT;

        static @Nullable What of(Feedback feedback) {
            return switch (feedback.type()) {
                case CLICK -> CLICK;
                case BOOKMARK -> SAVE;
                case VISIT -> VISIT;
                default -> null;
            };
        }
    }

    /**
     * Something to be written down.
     *
     * @param at when it happened; of what the person did, by their word
     */
    record Note(String experiment, String variant, UUID person, What what, Instant at) {

        private Known known() {
            return known(what);
        }

        private Known known(What other) {
            return new Known(person, experiment, other);
        }
    }

    private record Known(UUID person, String experiment, What what) {}
}
