package io.maltan.recommendation.ranking;

import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import jakarta.validation.Valid;
import java.util.Locale;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

@RestController
class SimilarController {

    private final SimilarPlaces similar;

    SimilarController(SimilarPlaces similar) {
        this.similar = similar;
    }

    @GetMapping("/api/v1/recommendations/similar/{placeId}")
    Page<ItemView> similar(
            @PathVariable UUID placeId,
            @Valid @ModelAttribute WishParameters parameters,
            PageRequest page,
            Locale locale) {
        return new Page<>(
                similar.to(placeId, parameters.toWish().position(), page.limit(), locale), null);
    }
}
