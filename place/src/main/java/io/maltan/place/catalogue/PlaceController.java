package io.maltan.place.catalogue;

import io.maltan.place.catalogue.PlaceLists.Listed;
import io.maltan.place.catalogue.PlaceLists.PlaceList;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import jakarta.validation.Valid;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/places")
class PlaceController {

    private static final String PLACE = "/{id:[0-9a-fA-F]{8}-[0-9a-fA-F-]{27}}";
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final int MOST_IDS = 100;

    private final PlaceCatalogue catalogue;
    private final PlaceViews views;
    private final PlaceLists lists;

    PlaceController(PlaceCatalogue catalogue, PlaceViews views, PlaceLists lists) {
        this.catalogue = catalogue;
        this.views = views;
        this.lists = lists;
    }

    @GetMapping(params = "ids")
    Mono<ResponseEntity<PlaceList>> getAll(
            @RequestParam List<UUID> ids,
            @RequestParam(required = false) @Nullable List<String> fields,
            Locale language) {
        if (ids.size() > MOST_IDS) {
            throw Invalid.field("ids", "max", MOST_IDS);
        }
        PlaceLists.requireKnown(fields);
        return catalogue
                .getAll(ids)
                .map(found -> found.stream().map(place -> new Listed(place, null)).toList())
                .map(found -> lists.answer(found, null, fields, language));
    }

    @GetMapping(PLACE)
    Mono<ResponseEntity<Object>> get(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable List<String> fields,
            Locale language) {
        return catalogue
                .get(id)
                .map(place -> toResponse(place, fields, language))
                .onErrorResume(PlaceNotFound.class, gone -> redirect(id, gone));
    }

    /** Who asks for a duplicate is sent to the place that it duplicates. */
    private Mono<ResponseEntity<Object>> redirect(UUID id, PlaceNotFound gone) {
        return catalogue
                .findReplacement(id)
                .map(other ->
                        ResponseEntity.status(HttpStatus.MOVED_PERMANENTLY)
                                .location(URI.create("/api/v1/places/" + other))
                                .build())
                .switchIfEmpty(Mono.error(gone));
    }

    private ResponseEntity<Object> toResponse(
            Place place, @Nullable List<String> fields, Locale language) {
        PlaceView view = views.of(place, language);
        return ResponseEntity.ok()
                .eTag(PlaceTags.of(place, view, language))
                .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
                .body(lists.picked(view, fields));
    }

    @PostMapping
    Mono<ResponseEntity<PlaceView>> create(
            @Valid @RequestBody PlaceDraft draft, Caller author, Locale language) {
        return catalogue
                .create(author, draft)
                .map(place -> toCreated(place, views.of(place, language), language));
    }

    private static ResponseEntity<PlaceView> toCreated(
            Place place, PlaceView view, Locale language) {
        return ResponseEntity.created(URI.create("/api/v1/places/" + place.id()))
                .eTag(PlaceTags.of(place, view, language))
                .body(view);
    }

    @PatchMapping(
            path = PLACE,
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    Mono<ResponseEntity<Object>> edit(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch,
            Caller editor,
            Locale language) {
        return catalogue
                .edit(editor, id, PlaceTags.versionsOf(ifMatch), patch)
                .map(place -> toResponse(place, null, language));
    }

    @DeleteMapping(PLACE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller editor) {
        return catalogue.remove(editor, id, PlaceTags.versionsOf(ifMatch));
    }
}
