package io.maltan.place.review;

import io.maltan.place.catalogue.PhotoLink;
import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceCatalogue;
import io.maltan.place.catalogue.PlaceFacts;
import io.maltan.place.catalogue.PlaceNotFound;
import io.maltan.place.catalogue.Places;
import io.maltan.place.photo.PhotoUse;
import io.maltan.place.photo.Photos;
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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/**
 * Takes reviews. A place's rating changes in the transaction of the review that changes it, under
 * the lock of the place's row, so that it is exact however many write at once. That lock comes
 * before those of reviews and photos.
 */
@Service
class Reviews {

    private final R2dbcReviews reviews;
    private final Places places;
    private final PlaceCatalogue catalogue;
    private final PlaceFacts facts;
    private final Photos photos;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final MergePatch mergePatch;
    private final Clock clock = Clock.systemUTC();

    Reviews(
            R2dbcReviews reviews,
            Places places,
            PlaceCatalogue catalogue,
            PlaceFacts facts,
            Photos photos,
            Outbox outbox,
            TransactionalOperator transactional,
            MergePatch mergePatch) {
        this.reviews = reviews;
        this.places = places;
        this.catalogue = catalogue;
        this.facts = facts;
        this.photos = photos;
        this.outbox = outbox;
        this.transactional = transactional;
        this.mergePatch = mergePatch;
    }

    /** The fact that a person reviewed a place. */
    record PlaceReviewed(UUID id, UUID userId, UUID placeId, int rating, Instant at) {}

    /** The fact that a person's review of a place is no more. */
    record PlaceReviewRemoved(UUID id, UUID userId, UUID placeId) {}

    Mono<Page<Review>> of(UUID placeId, ReviewOrder order, PageRequest page) {
        return catalogue
                .get(placeId)
                .thenMany(reviews.list(placeId, order, page.cursor(), page.limitPlusOne()))
                .collectList()
                .map(read -> Page.of(read, page.limit(), review -> cursorAfter(review, order)));
    }

    private static Cursor cursorAfter(Review review, ReviewOrder order) {
        return switch (order) {
            case RECENT -> Cursor.of(review.createdAt(), review.id());
            case RATING -> Cursor.of(review.rating(), review.id());
            case HELPFUL -> Cursor.of(review.helpfulCount(), review.id());
        };
    }

    Mono<Review> write(Caller author, UUID placeId, ReviewDraft draft) {
        Review review =
                new Review(
                        Ids.next(),
                        placeId,
                        author.id(),
                        null,
                        draft.rating(),
                        draft.text(),
                        1,
                        now(),
                        null,
                        0);
        return places.findToChange(placeId)
                .switchIfEmpty(Mono.error(() -> new PlaceNotFound(placeId)))
                .then(reviews.insert(review))
                .onErrorMap(DuplicateKeyException.class, taken -> new Conflict("review_exists"))
                .then(photos.nameStrictly(useOf(review), author.id(), draft.photoIds()))
                .then(rate(placeId, draft.rating(), 1))
                .flatMap(place -> outbox.append(List.of(facts.rated(place), reviewed(review))))
                .then(reviews.find(review.id()))
                .as(transactional::transactional);
    }

    Mono<Review> edit(Caller editor, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return getWithPlaceToChange(id)
                .doOnNext(review -> requireAuthor(editor, review))
                .doOnNext(review -> ETags.requireMatch(ifMatch, review.version()))
                .flatMap(review -> change(review, patch))
                .as(transactional::transactional);
    }

    private Mono<Review> change(Review review, JsonNode patch) {
        return photos.namedBy(useOf(review))
                .map(links -> links.stream().map(PhotoLink::id).toList())
                .map(ids ->
                        mergePatch.apply(
                                patch, new ReviewDraft(review.rating(), review.text(), ids)))
                .flatMap(draft -> change(review, draft));
    }

    private Mono<Review> change(Review review, ReviewDraft draft) {
        Review edited = review.edited(draft, now());
        return reviews.update(edited)
                .then(photos.nameStrictly(useOf(review), review.authorId(), draft.photoIds()))
                .then(rate(review.placeId(), edited.rating() - review.rating(), 0))
                .flatMap(place -> outbox.append(List.of(facts.rated(place), reviewed(edited))))
                .thenReturn(edited);
    }

    Mono<Void> remove(Caller editor, UUID id, @Nullable String ifMatch) {
        return getWithPlaceToChange(id)
                .doOnNext(review -> requireAuthorOrModerator(editor, review))
                .doOnNext(review -> ETags.requireMatch(ifMatch, review.version()))
                .flatMap(this::delete)
                .as(transactional::transactional);
    }

    private Mono<Void> delete(Review review) {
        return photos.forget(useOf(review))
                .then(reviews.delete(review.id()))
                .then(rate(review.placeId(), -review.rating(), -1))
                .flatMap(place -> outbox.append(List.of(facts.rated(place), removed(review))));
    }

    private static PhotoUse useOf(Review review) {
        return PhotoUse.review(review.id());
    }

    /** Notes that a review helped somebody other than its author; again it changes nothing. */
    Mono<Void> vote(Caller voter, UUID id) {
        return getToChange(id)
                .doOnNext(review -> requireOther(voter, review))
                .flatMap(review -> reviews.insertVote(id, voter.id(), now()))
                .flatMap(added -> added ? reviews.addHelpful(id, 1) : Mono.empty())
                .as(transactional::transactional);
    }

    private static void requireOther(Caller voter, Review review) {
        if (voter.id().equals(review.authorId())) {
            throw new Forbidden("your_own_review");
        }
    }

    Mono<Void> withdrawVote(Caller voter, UUID id) {
        return getToChange(id)
                .flatMap(review -> reviews.deleteVote(id, voter.id()))
                .flatMap(removed -> removed ? reviews.addHelpful(id, -1) : Mono.empty())
                .as(transactional::transactional);
    }

    /** Those of the reviews that the reader found helpful. */
    Mono<Set<UUID>> helpfulTo(Optional<Caller> reader, List<Review> read) {
        return reader.isEmpty() || read.isEmpty()
                ? Mono.just(Set.of())
                : reviews.helpfulTo(reader.get().id(), read.stream().map(Review::id).toList())
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The photos of reviews, by the reviews' ids. */
    Mono<Map<UUID, List<PhotoLink>>> photosOf(List<Review> read) {
        return photos.namedByReviews(read.stream().map(Review::id).toList());
    }

    Flux<Review> ofAuthor(UUID authorId) {
        return reviews.ofAuthor(authorId);
    }

    Flux<UUID> votesOf(UUID userId) {
        return reviews.votesOf(userId);
    }

    Mono<Void> forgetVotes(UUID person) {
        return reviews.forgetVotes(person);
    }

    /** Removes a person's reviews, within the caller's transaction. */
    Mono<Void> forget(UUID person) {
        return reviews.ofAuthor(person).concatMap(this::forget).then();
    }

    /** The place may be gone itself. */
    private Mono<Void> forget(Review review) {
        return places.findToChange(review.placeId())
                .then(photos.forget(useOf(review)))
                .then(reviews.delete(review.id()))
                .then(places.rate(review.placeId(), -review.rating(), -1))
                .flatMap(place -> outbox.append(facts.rated(place)))
                .then(outbox.append(removed(review)));
    }

    /**
     * Gives a place's reviews to another, within the caller's transaction. Those that do not go
     * over, since their authors have reviewed the other place too, are seen by nobody any more.
     */
    Mono<Void> movePlace(UUID from, UUID to) {
        return reviews.movePlace(from, to)
                .flatMap(moved -> moved == 0 ? Mono.empty() : places.find(to))
                .flatMap(place -> outbox.append(facts.rated(place)))
                .thenMany(reviews.ofPlace(from))
                .map(Reviews::removed)
                .collectList()
                .flatMap(outbox::append);
    }

    private Mono<Place> rate(UUID placeId, int sum, int count) {
        return places.rate(placeId, sum, count)
                .switchIfEmpty(Mono.error(() -> new PlaceNotFound(placeId)));
    }

    Mono<Review> get(UUID id) {
        return reviews.find(id)
                .switchIfEmpty(Mono.error(() -> new NotFound("review_not_found", id.toString())));
    }

    /**
     * The place is locked before its review, as by all who change both, lest two of them wait for
     * one another. Where the place has been replaced meanwhile, the review is one of another.
     */
    private Mono<Review> getWithPlaceToChange(UUID id) {
        return get(id).flatMap(review -> places.findToChange(review.placeId()))
                .then(Mono.defer(() -> getToChange(id)));
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

    private static NewEvent removed(Review review) {
        return new NewEvent(
                "place.review_removed",
                review.placeId().toString(),
                new PlaceReviewRemoved(review.id(), review.authorId(), review.placeId()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
