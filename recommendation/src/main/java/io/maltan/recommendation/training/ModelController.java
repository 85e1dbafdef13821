package io.maltan.recommendation.training;

import io.maltan.platform.problem.Conflict;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.model.OfflineMeasure;
import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.place.PlaceIndex;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/recommendations/model")
class ModelController {

    private final Models models;
    private final ModelTraining training;
    private final StoredModels stored;
    private final PlaceIndex places;

    ModelController(Models models, ModelTraining training, StoredModels stored, PlaceIndex places) {
        this.models = models;
        this.stored = stored;
        this.training = training;
        this.places = places;
    }

    @GetMapping
    Mono<ModelView> show(@WithRole(Role.ADMIN) Caller admin) {
        return stored.all().collectList().map(known -> view(models.current(), known));
    }

    private ModelView view(Model model, List<StoredModels.Known> known) {
        return new ModelView(
                model.version(),
                model.kind(),
                model.about().trainedAt(),
                model.about().tookMillis(),
                new Sizes(
                        model.about().interactions(),
                        model.about().people(),
                        model.visitedPlaces(),
                        model.links(),
                        model.bytes(),
                        places.inBusiness(),
                        places.bytes()),
                model.measure().orElse(null),
                model.about().graphMeasure(),
                model.about().weights(),
                known);
    }

    /**
     * Trains soon; 409 where there is more to train on than this service has memory for, and where
     * another replica or the command {@code train} is training.
     */
    @PostMapping("/train")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Accepted> train(@WithRole(Role.ADMIN) Caller admin) {
        return training.ask().thenReturn(new Accepted(models.current().version()));
    }

    /** Takes the model before the one in service; every replica has it within seconds. */
    @PostMapping("/rollback")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Mono<Accepted> rollBack(@WithRole(Role.ADMIN) Caller admin) {
        return training.rollBack()
                .filter(done -> done)
                .switchIfEmpty(Mono.error(NoModelBefore::new))
                .then(stored.inService())
                .map(Accepted::new);
    }

    /**
     * The model in service here.
     *
     * @param measure how its like did on the latest interactions, made without them
     * @param graphMeasure how the plain item graph did there
     * @param weights of the ranking, as far as it has learned them, and how they were judged
     * @param kept the latest models, the newest first, and why each went live or did not
     */
    record ModelView(
            String version,
            String kind,
            Instant trainedAt,
            long tookMillis,
            Sizes sizes,
            @Nullable OfflineMeasure measure,
            @Nullable OfflineMeasure graphMeasure,
            @Nullable RankingWeights weights,
            List<StoredModels.Known> kept) {}

    /**
     * What the model is made of.
     *
     * @param bytes what the model holds in memory
     * @param placeBytes what the picture of places holds
     */
    record Sizes(
            int interactions,
            int people,
            int visitedPlaces,
            int links,
            long bytes,
            int places,
            long placeBytes) {}

    record Accepted(String modelInService) {}

    static final class NoModelBefore extends Conflict {

        NoModelBefore() {
            super("no_model_before");
        }
    }
}
