package io.maltan.place.visit;

import io.maltan.place.catalogue.PlaceView;
import io.maltan.place.catalogue.PlaceViews;
import io.maltan.place.visit.Visits.Visit;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import java.net.URI;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/places")
class VisitController {

    private final Visits visits;
    private final PlaceViews views;

    VisitController(Visits visits, PlaceViews views) {
        this.visits = visits;
        this.views = views;
    }

    record CheckIn(@Nullable Instant at) {}

    record VisitView(UUID id, UUID placeId, PlaceView place, Instant at) {}

    @PostMapping("/{placeId}/visits")
    Mono<ResponseEntity<VisitView>> checkIn(
            @PathVariable UUID placeId,
            @RequestBody(required = false) @Nullable CheckIn checkIn,
            Caller visitor,
            Locale language) {
        return visits.checkIn(visitor, placeId, checkIn == null ? null : checkIn.at())
                .map(visit -> toCreated(visit, language));
    }

    private ResponseEntity<VisitView> toCreated(Visit visit, Locale language) {
        return ResponseEntity.created(URI.create("/api/v1/places/visits/" + visit.id()))
                .body(toView(visit, language));
    }

    @GetMapping("/visits")
    Mono<Page<VisitView>> list(Caller visitor, PageRequest page, Locale language) {
        return visits.of(visitor, page).map(found -> found.map(visit -> toView(visit, language)));
    }

    @GetMapping("/visits/{id}")
    Mono<VisitView> get(@PathVariable UUID id, Caller visitor, Locale language) {
        return visits.get(visitor, id).map(visit -> toView(visit, language));
    }

    private VisitView toView(Visit visit, Locale language) {
        return new VisitView(
                visit.id(), visit.place().id(), views.of(visit.place(), language), visit.at());
    }
}
