package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceView;
import io.maltan.place.catalogue.PlaceViews;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/places")
class SearchController {

    private final PlaceSearch search;
    private final TextSearch textSearch;
    private final Autocomplete autocomplete;
    private final PlaceViews views;

    SearchController(
            PlaceSearch search,
            TextSearch textSearch,
            Autocomplete autocomplete,
            PlaceViews views) {
        this.search = search;
        this.textSearch = textSearch;
        this.autocomplete = autocomplete;
        this.views = views;
    }

    record Viewport(
            List<PlaceView> items, @Nullable List<Cluster> clusters, @Nullable String nextCursor) {}

    record Suggestions(List<Autocomplete.Suggestion> items) {}

    @GetMapping("/nearby")
    Mono<Page<PlaceView>> nearby(
            @Valid @ModelAttribute NearbyQuery query, PageRequest page, Locale language) {
        return search.nearby(query, page).map(found -> toViews(found, language));
    }

    @GetMapping(params = "!ids")
    Mono<Viewport> inBox(
            @Valid @ModelAttribute ViewportQuery query, PageRequest page, Locale language) {
        Integer zoom = query.zoom();
        return zoom != null && query.wantsClusters()
                ? search.clusters(query, zoom)
                        .collectList()
                        .map(clusters -> new Viewport(List.of(), clusters, null))
                : search.inBox(query, page)
                        .map(found -> toViews(found, language))
                        .map(found -> new Viewport(found.items(), null, found.nextCursor()));
    }

    @GetMapping("/search")
    Mono<Page<PlaceView>> search(
            @Valid @ModelAttribute TextQuery query, PageRequest page, Locale language) {
        return textSearch.search(query, page).map(found -> toViews(found, language));
    }

    @GetMapping("/autocomplete")
    Mono<Suggestions> autocomplete(
            @Valid @ModelAttribute TextQuery query, PageRequest page, Locale language) {
        return autocomplete
                .complete(query, page.limit(), language)
                .collectList()
                .map(Suggestions::new);
    }

    private Page<PlaceView> toViews(Page<Found> found, Locale language) {
        return found.map(one -> views.of(one.place(), one.distance(), language));
    }
}
