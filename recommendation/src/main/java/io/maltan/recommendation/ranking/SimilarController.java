package io.maltan.recommendation.ranking;

import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import jakarta.validation.Valid;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class SimilarController {

    private final SimilarPlaces similar;

    SimilarController(SimilarPlaces similar) {
        this.similar = similar;
    }

    @GetMapping("/api/v1/recommendations/similar/{placeId}")
    Mono<Page<ItemView>> similar(
            @PathVariable UUID placeId,
            @Valid @ModelAttribute WishParameters parameters,
            PageRequest page,
            Optional<Caller> caller,
            Locale locale) {
        return similar.to(
                        placeId,
                        parameters.toWish(),
                        page.limit(),
                        caller.map(Caller::id).orElse(null),
                        locale)
                .map(items -> new Page<>(items, null));
    }
}
