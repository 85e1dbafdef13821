package io.maltan.recommendation.trending;

import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.recommendation.popularity.Window;
import io.maltan.recommendation.ranking.ItemView;
import io.maltan.recommendation.ranking.WishParameters;
import jakarta.validation.Valid;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class TrendingController {

    private final RisingPlaces rising;

    TrendingController(RisingPlaces rising) {
        this.rising = rising;
    }

    @GetMapping("/api/v1/recommendations/trending")
    Mono<Page<ItemView>> trending(
            @Valid @ModelAttribute WishParameters parameters,
            @RequestParam(defaultValue = "day") String window,
            PageRequest page,
            Optional<Caller> caller,
            Locale locale) {
        return rising.page(
                parameters.toWish(),
                toWindow(window),
                page,
                caller.map(Caller::id).orElse(null),
                locale);
    }

    private static Window toWindow(String window) {
        return switch (window) {
            case "day" -> Window.DAY;
            case "week" -> Window.WEEK;
            default -> throw Invalid.field("window", "unknown");
        };
    }
}
