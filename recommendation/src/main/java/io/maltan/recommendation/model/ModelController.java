package io.maltan.recommendation.model;

import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.recommendation.place.PlaceIndex;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/recommendations/model")
class ModelController {

    private final Models models;
    private final ModelTraining training;
    private final PlaceIndex places;

    ModelController(Models models, ModelTraining training, PlaceIndex places) {
        this.models = models;
        this.training = training;
        this.places = places;
    }

    @GetMapping
    ModelView show(@WithRole(Role.ADMIN) Caller admin) {
        Model model = models.current();
        return new ModelView(
                model.version(),
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
                model.measure().orElse(null));
    }

    @PostMapping("/train")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted train(@WithRole(Role.ADMIN) Caller admin) {
        training.request("asked for");
        return new Accepted(models.current().version());
    }

    record ModelView(
            String version,
            Instant trainedAt,
            long tookMillis,
            Sizes sizes,
            @Nullable OfflineMeasure measure) {}

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
}
