package io.maltan.recommendation.popularity;

import io.maltan.recommendation.feedback.FeedbackListener;
import io.maltan.recommendation.feedback.R2dbcFeedback;
import io.maltan.recommendation.feedback.VisitBlock;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelListener;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.place.PlaceListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxSink;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Reads what the rows say of the last twelve weeks, six hours at a time: when the places have been
 * read, when a model takes over, when events were missed, some minutes after a place went that
 * people came to, and once a day, since places change and weeks pass. So a replica that runs counts
 * what one that starts does.
 */
@Component
final class PopularityLoading
        implements SmartLifecycle, PlaceListener, ModelListener, FeedbackListener {

    private static final Logger log = LoggerFactory.getLogger(PopularityLoading.class);

    /** Of millions of events the count takes minutes, and lists without it are better than none. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(15);

    /** Places often go together, and are merged into others shortly after. */
    private static final Duration GONE_FOR_A_WHILE = Duration.ofMinutes(5);

    private static final Duration GOOD_FOR = Duration.ofDays(1);

    private static final int BLOCKS = RiseSketch.MEMORY_DAYS * 24 / VisitBlock.HOURS;

    private final R2dbcFeedback feedback;
    private final Popularity popularity;
    private final Models models;
    private final Clock clock;
    private final Duration goneForAWhile;
    private final AtomicBoolean countsGone = new AtomicBoolean();
    private final Disposable.Swap loading = Disposables.swap();
    private volatile @Nullable FluxSink<Boolean> requests;
    private volatile @Nullable Instant waitUntil;
    private volatile boolean read;
    private volatile boolean running;

    @Autowired
    PopularityLoading(R2dbcFeedback feedback, Popularity popularity, Models models, Clock clock) {
        this(feedback, popularity, models, clock, GONE_FOR_A_WHILE);
    }

    PopularityLoading(
            R2dbcFeedback feedback,
            Popularity popularity,
            Models models,
            Clock clock,
            Duration goneForAWhile) {
        this.goneForAWhile = goneForAWhile;
        this.feedback = feedback;
        this.popularity = popularity;
        this.models = models;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        loading.update(
                Flux.merge(
                                Flux.<Boolean>create(sink -> requests = sink),
                                Flux.interval(goneForAWhile)
                                        .onBackpressureDrop()
                                        .map(tick -> countsGone.getAndSet(false))
                                        .filter(gone -> gone),
                                Flux.interval(GOOD_FOR).map(day -> true))
                        .onBackpressureLatest()
                        .concatMap(request -> load(), 0)
                        .subscribe());
    }

    @Override
    public void stop() {
        running = false;
        loading.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /**
     * Whether the rows have been read, or could not be, of places that were known then; or whether
     * that takes longer than anybody should wait.
     */
    boolean isSettled() {
        Instant until = waitUntil;
        return read || (until != null && clock.instant().isAfter(until));
    }

    private Mono<Void> load() {
        boolean known = waitUntil != null;
        return readRows().doOnSuccess(nothing -> read |= known);
    }

    private Mono<Void> readRows() {
        return Mono.defer(
                        () -> {
                            Popularity.Anew anew = popularity.anew(models.current());
                            return spans(anew.trainedAt())
                                    .concatMap(span -> read(span, anew), 1)
                                    .then(Mono.<Void>fromRunnable(anew::finish));
                        })
                .retryWhen(Retry.backoff(5, Duration.ofMillis(500)))
                .onErrorResume(e -> {
                    log.warn("What is popular could not be read; what was known stays", e);
                    return Mono.empty();
                });
    }

    /**
     * The oldest first, the present last, so that little can happen between reading and counting.
     */
    private Flux<VisitSpan> spans(Instant trainedAt) {
        int present = VisitBlock.of(clock.instant());
        return Flux.range(present - BLOCKS, BLOCKS + 1)
                .concatMapIterable(block -> VisitSpan.of(block, trainedAt));
    }

    private Mono<Void> read(VisitSpan span, Popularity.Anew anew) {
        return feedback.visits(span.from(), span.to())
                .doOnNext(visits -> anew.add(visits.placeId(), span, visits.people()))
                .then();
    }

    private void request() {
        FluxSink<Boolean> sink = requests;
        if (sink != null) {
            sink.next(true);
        }
    }

    @Override
    public void reloaded() {
        if (waitUntil == null) {
            waitUntil = clock.instant().plus(LONGEST_WAIT);
        }
        request();
    }

    @Override
    public void changed(int place) {
        if (popularity.countsGone(place)) {
            countsGone.set(true);
        }
    }

    @Override
    public void swapped(Model model) {
        request();
    }

    @Override
    public void missed() {
        request();
    }
}
