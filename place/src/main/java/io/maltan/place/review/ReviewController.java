package io.maltan.place.review;

import io.maltan.place.catalogue.PhotoLink;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.springframework.web.bind.annotation.PutMapping;
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
            List<PhotoLink> photos,
            Helpful helpful,
            Instant createdAt,
            @Nullable Instant editedAt) {

        static ReviewView of(Review review, List<PhotoLink> photos, @Nullable Boolean mine) {
            return new ReviewView(
                    review.id(),
                    review.placeId(),
                    new Author(review.authorId(), review.authorName()),
                    review.rating(),
                    review.text(),
                    photos,
                    new Helpful(review.helpfulCount(), mine),
                    review.createdAt(),
                    review.editedAt());
        }
    }

    record Author(UUID id, @Nullable String displayName) {}

    /** How many found a review helpful, and whether the reader, if known, is one of them. */
    record Helpful(int count, @Nullable Boolean mine) {}

    @GetMapping("/{placeId}/reviews")
    Mono<Page<ReviewView>> list(
            @PathVariable UUID placeId,
            @RequestParam(defaultValue = "recent") String sort,
            Optional<Caller> reader,
            PageRequest page) {
        return reviews.of(placeId, toOrder(sort), page).flatMap(found -> toViews(found, reader));
    }

    private Mono<Page<ReviewView>> toViews(Page<Review> found, Optional<Caller> reader) {
        return Mono.zip(reviews.photosOf(found.items()), reviews.helpfulTo(reader, found.items()))
                .map(more ->
                        found.map(review -> toView(review, more.getT1(), more.getT2(), reader)));
    }

    private static ReviewView toView(
            Review review,
            Map<UUID, List<PhotoLink>> photos,
            Set<UUID> helpful,
            Optional<Caller> reader) {
        return ReviewView.of(
                review,
                photos.getOrDefault(review.id(), List.of()),
                reader.isPresent() ? helpful.contains(review.id()) : null);
    }

    private static ReviewOrder toOrder(String sort) {
        return switch (sort) {
            case "recent" -> ReviewOrder.RECENT;
            case "helpful" -> ReviewOrder.HELPFUL;
            case "rating" -> ReviewOrder.RATING;
            default -> throw Invalid.field("sort", "unknown");
        };
    }

    @GetMapping("/reviews/{id}")
    Mono<ResponseEntity<ReviewView>> get(@PathVariable UUID id, Optional<Caller> reader) {
        return reviews.get(id).flatMap(review -> toResponse(HttpStatus.OK, review, reader));
    }

    @PostMapping("/{placeId}/reviews")
    Mono<ResponseEntity<ReviewView>> write(
            @PathVariable UUID placeId, @Valid @RequestBody ReviewDraft draft, Caller author) {
        return reviews.write(author, placeId, draft)
                .flatMap(review -> toResponse(HttpStatus.CREATED, review, Optional.of(author)));
    }

    private Mono<ResponseEntity<ReviewView>> toResponse(
            HttpStatus status, Review review, Optional<Caller> reader) {
        ResponseEntity.BodyBuilder response =
                ResponseEntity.status(status).eTag(ReviewTags.of(review));
        if (status == HttpStatus.CREATED) {
            response.location(URI.create("/api/v1/places/reviews/" + review.id()));
        }
        return toViews(new Page<>(List.of(review), null), reader)
                .map(page -> response.body(page.items().getFirst()));
    }

    @PatchMapping(
            path = "/reviews/{id}",
            consumes = {MERGE_PATCH, MediaType.APPLICATION_JSON_VALUE})
    Mono<ResponseEntity<ReviewView>> edit(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody JsonNode patch,
            Caller editor) {
        return reviews.edit(editor, id, ReviewTags.versionsOf(ifMatch), patch)
                .flatMap(review -> toResponse(HttpStatus.OK, review, Optional.of(editor)));
    }

    @DeleteMapping("/reviews/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller editor) {
        return reviews.remove(editor, id, ReviewTags.versionsOf(ifMatch));
    }

    @PutMapping("/reviews/{id}/helpful")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> vote(@PathVariable UUID id, Caller voter) {
        return reviews.vote(voter, id);
    }

    @DeleteMapping("/reviews/{id}/helpful")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> withdrawVote(@PathVariable UUID id, Caller voter) {
        return reviews.withdrawVote(voter, id);
    }
}
