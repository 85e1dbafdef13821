package io.maltan.recommendation.experiment;

import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.web.ETags;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps experiments; what is changed is in force on this replica at once, on others by its event.
 */
@Service
class ExperimentCatalogue {

    private final R2dbcExperiments rows;
    private final RunningExperiments running;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final Clock clock;

    ExperimentCatalogue(
            R2dbcExperiments rows,
            RunningExperiments running,
            Outbox outbox,
            TransactionalOperator transactional,
            Clock clock) {
        this.rows = rows;
        this.running = running;
        this.outbox = outbox;
        this.transactional = transactional;
        this.clock = clock;
    }

    Flux<Result> all() {
        return rows.all().concatMap(this::resultOf);
    }

    Mono<Result> get(String name) {
        return rows.find(name).switchIfEmpty(absent(name)).flatMap(this::resultOf);
    }

    private Mono<Result> resultOf(Experiment experiment) {
        return rows.tally(experiment.name())
                .collectMap(R2dbcExperiments.Tally::variant, Function.identity())
                .map(tallies -> new Result(experiment, tallies));
    }

    /** Makes or replaces one; the same variants once more change nothing. */
    Mono<Saved> put(String name, List<Experiment.VariantPlan> variants, @Nullable String ifMatch) {
        return rows.find(name)
                .map(known -> changed(known, variants, ifMatch))
                .switchIfEmpty(Mono.fromSupplier(() -> made(name, variants, ifMatch)))
                .delayUntil(this::store)
                .as(transactional::transactional)
                .delayUntil(saved -> running.read())
                .flatMap(saved ->
                        resultOf(saved.experiment())
                                .map(result -> new Saved(result, saved.isNew())));
    }

    private Change changed(
            Experiment known, List<Experiment.VariantPlan> variants, @Nullable String ifMatch) {
        ETags.requireMatch(ifMatch, known.revision());
        return known.variants().equals(variants)
                ? new Change(known, false, false)
                : new Change(
                        new Experiment(
                                known.name(),
                                known.revision() + 1,
                                variants,
                                known.createdAt(),
                                now()),
                        false,
                        true);
    }

    private Change made(
            String name, List<Experiment.VariantPlan> variants, @Nullable String ifMatch) {
        if (ifMatch != null) {
            throw new ExperimentNotFound(name);
        }
        return new Change(new Experiment(name, 1, variants, now(), now()), true, true);
    }

    private Mono<Void> store(Change change) {
        return change.isOne()
                ? rows.save(change.experiment()).then(announce(change.experiment().name()))
                : Mono.empty();
    }

    private Mono<Void> announce(String name) {
        return outbox.append(new NewEvent(RunningExperiments.CHANGED, name, Map.of("name", name)));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Mono<Void> delete(String name) {
        return rows.delete(name)
                .flatMap(deleted -> deleted ? announce(name) : absent(name))
                .as(transactional::transactional)
                .then(running.read());
    }

    private static <T> Mono<T> absent(String name) {
        return Mono.error(() -> new ExperimentNotFound(name));
    }

    /** An experiment and what came of it, by variant. */
    record Result(Experiment experiment, Map<String, R2dbcExperiments.Tally> tallies) {}

    /** What was saved, and whether it was not there before. */
    record Saved(Result result, boolean isNew) {}

    private record Change(Experiment experiment, boolean isNew, boolean isOne) {}

    static final class ExperimentNotFound extends NotFound {

        ExperimentNotFound(String name) {
            super("experiment_not_found", name);
        }
    }
}
