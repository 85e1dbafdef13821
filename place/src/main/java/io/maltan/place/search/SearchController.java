package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceLists;
import io.maltan.place.catalogue.PlaceLists.Listed;
import io.maltan.place.catalogue.PlaceLists.PlaceList;
import io.maltan.place.catalogue.PlaceView;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/places")
class SearchController {

    private final PlaceSearch search;
    private final TextSearch textSearch;
    private final Autocomplete autocomplete;
    private final PlaceLists lists;

    SearchController(
            PlaceSearch search,
            TextSearch textSearch,
            Autocomplete autocomplete,
            PlaceLists lists) {
        this.search = search;
        this.textSearch = textSearch;
        this.autocomplete = autocomplete;
        this.lists = lists;
    }

    /** What a map shows: places, or clusters of them. */
    record Viewport(
            @ArraySchema(schema = @Schema(implementation = PlaceView.class)) List<Object> items,
            @Nullable List<Cluster> clusters,
            @Nullable String nextCursor) {}

    record Suggestions(List<Autocomplete.Suggestion> items) {}

    @GetMapping("/nearby")
    Mono<ResponseEntity<PlaceList>> nearby(
            @Valid @ModelAttribute NearbyQuery query,
            @RequestParam(required = false) @Nullable List<String> fields,
            PageRequest page,
            Locale language) {
        PlaceLists.requireKnown(fields);
        return search.nearby(query, page).map(found -> answer(found, fields, language));
    }

    @GetMapping(params = "!ids")
    Mono<ResponseEntity<Viewport>> inBox(
            @Valid @ModelAttribute ViewportQuery query,
            @RequestParam(required = false) @Nullable List<String> fields,
            PageRequest page,
            Locale language) {
        PlaceLists.requireKnown(fields);
        Integer zoom = query.zoom();
        return zoom != null && query.wantsClusters()
                ? search.clusters(query, zoom).collectList().map(SearchController::toViewport)
                : search.inBox(query, page)
                        .map(found -> answer(found, fields, language))
                        .map(SearchController::toViewport);
    }

    private static ResponseEntity<Viewport> toViewport(List<Cluster> clusters) {
        return PlaceLists.tagged(clusters.toString()).body(new Viewport(List.of(), clusters, null));
    }

    private static ResponseEntity<Viewport> toViewport(ResponseEntity<PlaceList> answer) {
        PlaceList list = Objects.requireNonNull(answer.getBody());
        return ResponseEntity.ok()
                .headers(answer.getHeaders())
                .body(new Viewport(list.items(), null, list.nextCursor()));
    }

    @GetMapping("/search")
    Mono<ResponseEntity<PlaceList>> search(
            @Valid @ModelAttribute TextQuery query,
            @RequestParam(required = false) @Nullable List<String> fields,
            PageRequest page,
            Locale language) {
        PlaceLists.requireKnown(fields);
        return textSearch.search(query, page).map(found -> answer(found, fields, language));
    }

    @GetMapping("/autocomplete")
    Mono<Suggestions> autocomplete(
            @Valid @ModelAttribute TextQuery query, PageRequest page, Locale language) {
        return autocomplete
                .complete(query, page.limit(), language)
                .collectList()
                .map(Suggestions::new);
    }

    private ResponseEntity<PlaceList> answer(
            Page<Found> found, @Nullable List<String> fields, Locale language) {
        List<Listed> places =
                found.items().stream().map(one -> new Listed(one.place(), one.distance())).toList();
        return lists.answer(places, found.nextCursor(), fields, language);
    }
}
