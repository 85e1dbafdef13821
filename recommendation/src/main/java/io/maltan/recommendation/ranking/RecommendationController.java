package io.maltan.recommendation.ranking;

import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import jakarta.validation.Valid;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class RecommendationController {

    private final Recommendations recommendations;

    RecommendationController(Recommendations recommendations) {
        this.recommendations = recommendations;
    }

    @GetMapping("/api/v1/recommendations")
    Mono<RecommendationView> recommend(
            @Valid @ModelAttribute WishParameters parameters,
            PageRequest page,
            Optional<Caller> caller,
            Locale locale) {
        return recommendations.page(
                parameters.toWish(), page, caller.map(Caller::id).orElse(null), locale);
    }
}
