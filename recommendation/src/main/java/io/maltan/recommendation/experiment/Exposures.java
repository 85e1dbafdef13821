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
import java.util.List;
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

/**
 * Writes down who was exposed to a variant and what they did then, once for each, in batches and
 * off the path of requests. What does not fit into the queue is counted, and noted on the person's
 * next request.
 */
@Component
final class Exposures implements FeedbackListener, SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Exposures.class);
    private static final Duration WRITE_EVERY = Duration.ofMillis(250);
    private static final int MOST_WAITING = 20_000;
    private static final int MOST_KNOWN = 100_000;
    private static final int BATCH = 500;

    private final R2dbcExperiments rows;
    private final ObjectProvider<Experiments> experiments;
    private final Clock clock;
    private final Counter dropped;
    private final Queue<Note> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Queue<UUID> toRecount = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Cache<Known, Boolean> known =
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
        note(person, variant, What.EXPOSURE, clock.instant(), true);
    }

    @Override
    public void given(Feedback feedback) {
        What what = What.of(feedback);
        if (what != null) {
            experiments
                    .getObject()
                    .variantOf(feedback.userId())
                    .ifPresent(variant ->
                            note(
                                    feedback.userId(),
                                    variant,
                                    what,
                                    clock.instant(),
                                    feedback.recommendationId() != null));
        }
    }

    /**
     * Notes something of a person.
     *
     * @param certain whether it says that the person was exposed
     */
    private void note(
            UUID person, Experiments.Variant variant, What what, Instant at, boolean certain) {
        Note note = new Note(variant.experiment(), variant.name(), person, what, at, certain);
        if (known.asMap().putIfAbsent(note.known(), true) == null) {
            if (!waiting.offer(note)) {
                dropped.increment();
                known.invalidate(note.known());
            }
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
        for (What what : What.values()) {
            known.invalidate(new Known(person, variant.experiment(), what, true));
            known.invalidate(new Known(person, variant.experiment(), what, false));
        }
        if (!toRecount.offer(person)) {
            dropped.increment();
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
                        .concatMap(tick -> write(), 1)
                        .subscribe());
    }

    private Mono<Void> write() {
        List<Note> exposed = new ArrayList<>();
        List<Note> perhaps = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            Note note = waiting.poll();
            if (note == null) {
                break;
            }
            (note.certain() ? exposed : perhaps).add(note);
        }
        return rows.expose(exposed)
                .then(rows.did(perhaps))
                .then(Mono.defer(this::recountNext))
                .onErrorResume(e -> {
                    drop(exposed);
                    drop(perhaps);
                    log.warn("Exposures could not be written", e);
                    return Mono.empty();
                });
    }

    /** They are noted again on the person's next request. */
    private void drop(List<Note> notes) {
        dropped.increment(notes.size());
        notes.forEach(note -> known.invalidate(note.known()));
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
     * @param certain whether it says that the person was exposed
     */
    record Note(
            String experiment,
            String variant,
            UUID person,
            What what,
            Instant at,
            boolean certain) {

        private Known known() {
            return new Known(person, experiment, what, certain);
        }
    }

    private record Known(UUID person, String experiment, What what, boolean certain) {}
}
