package io.maltan.recommendation.training;

import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.profile.People;
import io.maltan.recommendation.ranking.OfflineRankings;
import io.maltan.recommendation.ranking.WeightLearning;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Learns the ranking's weights from what people chose, as the rows tell it: one person at a time,
 * of whom features alone are kept.
 */
@Component
final class LoggedChoices {

    private static final Logger log = LoggerFactory.getLogger(LoggedChoices.class);
    private static final int READ_AHEAD = 4;

    private final People people;
    private final PlaceIndex places;
    private final OfflineRankings rankings;

    LoggedChoices(People people, PlaceIndex places, OfflineRankings rankings) {
        this.people = people;
        this.places = places;
        this.rankings = rankings;
    }

    /** A plan with what was learned; weights stay as they are where that fails. */
    Mono<TrainingPlan> learn(TrainingPlan plan, Scheduler scheduler) {
        WeightLearning learning = plan.learning(places, rankings::of);
        return learning == null
                ? Mono.just(plan)
                : Flux.fromIterable(plan.people())
                        .concatMap(people::logOf, READ_AHEAD)
                        .publishOn(scheduler, READ_AHEAD)
                        .collect(() -> learning, WeightLearning::add)
                        .map(all -> all.learn(inService(plan)))
                        .onErrorResume(e -> {
                            log.warn("Weights could not be learned; they stay", e);
                            return Mono.just(WeightLearning.Learned.same(inService(plan)));
                        })
                        .map(plan::with);
    }

    private static @Nullable RankingWeights inService(TrainingPlan plan) {
        InService inService = plan.inService();
        return inService == null ? null : inService.weights();
    }
}
