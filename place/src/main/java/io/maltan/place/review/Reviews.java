package io.maltan.place.review;

import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceCatalogue;
import io.maltan.place.catalogue.PlaceFacts;
import io.maltan.place.catalogue.PlaceNotFound;
import io.maltan.place.catalogue.Places;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.web.ETags;
import io.maltan.platform.web.MergePatch;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Takes reviews. A place's rating changes in the transaction of the review that changes it, under
 * the lock of the place's row, so that it is exact however many write at once.
 */
@Service
class Reviews {

    private final R2dbcReviews reviews;
    private final Places places;
    private final PlaceCatalogue catalogue;
    private final PlaceFacts facts;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final MergePatch mergePatch;
    private final Clock clock = Clock.systemUTC();

    Reviews(
            R2dbcReviews reviews,
            Places places,
            PlaceCatalogue catalogue,
            PlaceFacts facts,
            Outbox outbox,
            TransactionalOperator transactional,
            MergePatch mergePatch) {
        this.reviews = reviews;
        this.places = places;
        this.catalogue = catalogue;
        this.facts = facts;
        this.outbox = outbox;
        this.transactional = transactional;
        this.mergePatch = mergePatch;
    }

    /** The fact that a person reviewed a place. */
    record PlaceReviewed(UUID id, UUID userId, UUID placeId, int rating, Instant at) {}

    Mono<Page<Review>> of(UUID placeId, ReviewOrder order, PageRequest page) {
        return catalogue
                .get(placeId)
                .thenMany(reviews.list(placeId, order, page.cursor(), page.limitPlusOne()))
                .collectList()
                .map(read -> Page.of(read, page.limit(), review -> cursorAfter(review, order)));
    }

    private static Cursor cursorAfter(Review review, ReviewOrder order) {
        return order == ReviewOrder.RATING
                ? Cursor.of(review.rating(), review.id())
                : Cursor.of(review.createdAt(), review.id());
    }

    Mono<Review> write(Caller author, UUID placeId, ReviewDraft draft) {
        Review review =
                new Review(
                        Ids.next(),
                        placeId,
                        author.id(),
                        draft.rating(),
                        draft.text(),
                        1,
                        now(),
                        null);
        return places.find(placeId)
                .switchIfEmpty(Mono.error(() -> new PlaceNotFound(placeId)))
                .then(reviews.insert(review))
                .onErrorMap(DuplicateKeyException.class, taken -> new Conflict("review_exists"))
                .then(rate(placeId, draft.rating(), 1))
                .flatMap(place -> outbox.append(List.of(facts.rated(place), reviewed(review))))
                .thenReturn(review)
                .as(transactional::transactional);
    }

    Mono<Review> edit(Caller editor, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return getToChange(id)
                .doOnNext(review -> requireAuthor(editor, review))
                .doOnNext(review -> ETags.requireMatch(ifMatch, review.version()))
                .flatMap(review -> change(review, patch))
                .as(transactional::transactional);
    }

    private Mono<Review> change(Review review, JsonNode patch) {
        ReviewDraft draft =
                mergePatch.apply(patch, new ReviewDraft(review.rating(), review.text()));
        Review edited = review.edited(draft, now());
        return reviews.update(edited)
                .then(rate(review.placeId(), edited.rating() - review.rating(), 0))
                .flatMap(place -> outbox.append(List.of(facts.rated(place), reviewed(edited))))
                .thenReturn(edited);
    }

    Mono<Void> remove(Caller editor, UUID id, @Nullable String ifMatch) {
        return getToChange(id)
                .doOnNext(review -> requireAuthorOrModerator(editor, review))
                .doOnNext(review -> ETags.requireMatch(ifMatch, review.version()))
                .flatMap(this::delete)
                .as(transactional::transactional);
    }

    private Mono<Void> delete(Review review) {
        return reviews.delete(review.id())
                .then(rate(review.placeId(), -review.rating(), -1))
                .flatMap(place -> outbox.append(facts.rated(place)));
    }

    private Mono<Place> rate(UUID placeId, int sum, int count) {
        return places.rate(placeId, sum, count)
                .switchIfEmpty(Mono.error(() -> new PlaceNotFound(placeId)));
    }

    Mono<Review> get(UUID id) {
        return reviews.find(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("review_not_found", id.toString())));
    }

    private Mono<Review> getToChange(UUID id) {
        return reviews.findToChange(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("review_not_found", id.toString())));
    }

    private static void requireAuthor(Caller editor, Review review) {
        if (!editor.id().equals(review.authorId())) {
            throw new Forbidden("not_your_review");
        }
    }

    private static void requireAuthorOrModerator(Caller editor, Review review) {
        if (!editor.has(Role.MODERATOR)) {
            requireAuthor(editor, review);
        }
    }

    private static NewEvent reviewed(Review review) {
        Instant at = review.editedAt() == null ? review.createdAt() : review.editedAt();
        return new NewEvent(
                "place.reviewed",
                review.placeId().toString(),
                new PlaceReviewed(
                        review.id(), review.authorId(), review.placeId(), review.rating(), at));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
