package io.maltan.place.review;

import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.web.ETags;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
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
class ReviewController {

    private static final String MERGE_PATCH = "application/merge-patch+json";

    private final Reviews reviews;

    ReviewController(Reviews reviews) {
        this.reviews = reviews;
    }

    record ReviewView(
            UUID id,
            UUID placeId,
            Author author,
            int rating,
            @Nullable String text,
            Instant createdAt,
            @Nullable Instant editedAt) {

        static ReviewView of(Review review) {
            return new ReviewView(
                    review.id(),
                    review.placeId(),
                    new Author(review.authorId()),
                    review.rating(),
                    review.text(),
                    review.createdAt(),
                    review.editedAt());
        }
    }

    record Author(UUID id) {}

    @GetMapping("/{placeId}/reviews")
    Mono<Page<ReviewView>> list(
            @PathVariable UUID placeId,
            @RequestParam(defaultValue = "recent") String sort,
            PageRequest page) {
        return reviews.of(placeId, toOrder(sort), page).map(found -> found.map(ReviewView::of));
    }

    private static ReviewOrder toOrder(String sort) {
        return switch (sort) {
            case "recent" -> ReviewOrder.RECENT;
            case "rating" -> ReviewOrder.RATING;
            default -> throw Invalid.field("sort", "unknown");
        };
    }

    @GetMapping("/reviews/{id}")
    Mono<ResponseEntity<ReviewView>> get(@PathVariable UUID id) {
        return reviews.get(id).map(review -> toResponse(HttpStatus.OK, review));
    }

    @PostMapping("/{placeId}/reviews")
    Mono<ResponseEntity<ReviewView>> write(
            @PathVariable UUID placeId, @Valid @RequestBody ReviewDraft draft, Caller author) {
        return reviews.write(author, placeId, draft)
                .map(review -> toResponse(HttpStatus.CREATED, review));
    }

    private static ResponseEntity<ReviewView> toResponse(HttpStatus status, Review review) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(status).eTag(ETags.of(review.version()));
        if (status == HttpStatus.CREATED) {
            response.location(URI.create("/api/v1/places/reviews/" + review.id()));
        }
        return response.body(ReviewView.of(review));
    }

    @PatchMapping(
            path = "/reviews/{id}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    Mono<ResponseEntity<ReviewView>> edit(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch,
            Caller editor) {
        return reviews.edit(editor, id, ifMatch, patch)
                .map(review -> toResponse(HttpStatus.OK, review));
    }

    @DeleteMapping("/reviews/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller editor) {
        return reviews.remove(editor, id, ifMatch);
    }
}
