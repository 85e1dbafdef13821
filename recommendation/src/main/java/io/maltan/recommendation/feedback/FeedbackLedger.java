package io.maltan.recommendation.feedback;

import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Whatever is written of feedback is written here, within the caller's transaction: the rows, and
 * the event that tells of them and of what they change in the count of visitors. This replica knows
 * as soon as that has committed, the others by the event.
 */
@Component
final class FeedbackLedger {

    private static final int VISITS_IN_AN_EVENT = 500;

    private final R2dbcFeedback rows;
    private final Outbox outbox;
    private final FeedbackAnnouncements announcements;
    private final Givers givers;

    FeedbackLedger(
            R2dbcFeedback rows, Outbox outbox, FeedbackAnnouncements announcements, Givers givers) {
        this.rows = rows;
        this.outbox = outbox;
        this.announcements = announcements;
        this.givers = givers;
    }

    /**
     * Keeps what is not known yet of what one gives; answers with it, empty where whoever gives has
     * been erased. What comes late from a guest who became an account is the account's, also where
     * that has it already.
     */
    Mono<List<Feedback>> give(UUID giver, List<Feedback> given, Source source) {
        return givers.personOf(giver).flatMap(person -> keep(person, given, source));
    }

    private Mono<List<Feedback>> keep(UUID person, List<Feedback> given, Source source) {
        List<Feedback> theirs = given.stream().map(one -> one.of(person)).toList();
        return rows.insert(person, theirs, source).collectList().delayUntil(this::tellGiven);
    }

    /**
     * Keeps what another service says that somebody did. Where it is known already, another place
     * or other stars are a new statement in its stead; what the person took back stays so until
     * they make one.
     */
    Mono<Void> hear(Feedback said, Source source) {
        return givers.personOf(said.userId()).flatMap(person -> keep(said.of(person), source));
    }

    private Mono<Void> keep(Feedback said, Source source) {
        return keep(said.userId(), List.of(said), source)
                .flatMap(fresh -> fresh.isEmpty() ? restate(said, source) : Mono.empty());
    }

    private Mono<Void> restate(Feedback said, Source source) {
        return rows.withdrawOtherThan(said, source.name())
                .collectList()
                .flatMap(this::tellWithdrawn)
                .then(Mono.defer(() -> rows.restate(said, source.name()).collectList()))
                .flatMap(this::tellGiven);
    }

    /** Takes back, for its person, what they gave; empty where there is nothing such. */
    Mono<Feedback> retract(UUID giver, UUID eventId) {
        return givers.personOf(giver)
                .flatMap(person -> rows.retract(person, eventId))
                .delayUntil(gone -> tellWithdrawn(List.of(gone)));
    }

    /** Takes back what another service told under an id, whoever it is from. */
    Mono<Void> withdrawFrom(String source, UUID eventId) {
        return rows.withdrawFrom(source, eventId)
                .collectMultimap(Feedback::userId)
                .flatMapIterable(Map::values)
                .concatMap(gone -> tellWithdrawn(List.copyOf(gone)))
                .then();
    }

    /** Takes back the bookmarks of a place that a person made by way of another service. */
    Mono<Void> withdrawBookmarks(UUID giver, UUID placeId, String source) {
        return givers.personOf(giver)
                .flatMapMany(person -> rows.withdrawBookmarks(person, placeId, source))
                .collectList()
                .flatMap(this::tellWithdrawn);
    }

    /** Takes back the bookmarks of a person that follow from something of another service. */
    Mono<Void> withdrawBookmarksBy(UUID giver, UUID reference, String source) {
        return givers.personOf(giver)
                .flatMapMany(person -> rows.withdrawBookmarksBy(person, reference, source))
                .collectList()
                .flatMap(this::tellWithdrawn);
    }

    /** Deletes everything that a person gave, also what is just being written. */
    Mono<Void> erase(UUID userId) {
        return givers.hold(userId)
                .thenMany(rows.visitsOf(userId))
                .map(VisitChange::reversed)
                .collectList()
                .flatMap(visits -> rows.erase(userId).then(tellVisits(visits)));
    }

    /** Makes what a guest gave, and what still comes from them, an account's. */
    Mono<Void> move(UUID guestId, UUID accountId) {
        return givers.merge(guestId, accountId)
                .flatMap(isMerged ->
                        isMerged ? moveOfAGuest(guestId, accountId) : Mono.<Void>empty());
    }

    private Mono<Void> moveOfAGuest(UUID guestId, UUID accountId) {
        Flux<VisitChange> left = rows.visitsOf(guestId).map(VisitChange::reversed);
        Flux<VisitChange> come =
                rows.move(guestId, accountId)
                        .collectList()
                        .flatMapMany(moved -> rows.visitsBy(accountId, moved));
        return Flux.concat(left, come)
                .collectList()
                .flatMap(this::tellVisits)
                .then(
                        outbox.append(
                                List.of(
                                        FeedbackEvents.profileChanged(guestId),
                                        FeedbackEvents.profileChanged(accountId))));
    }

    /** Makes what people did with a place be about another, which it turned out to be. */
    Mono<Void> mergePlaces(UUID from, UUID into) {
        return rows.peopleAt(from)
                .collectList()
                .flatMapIterable(Function.identity())
                .concatMap(person -> mergePlaces(person, from, into))
                .then();
    }

    /** What was counted for the place that is no more is not shown again. */
    private Mono<Void> mergePlaces(UUID person, UUID from, UUID into) {
        return rows.movePlace(person, from, into)
                .collectList()
                .flatMap(this::visitsBy)
                .flatMap(this::tellVisits)
                .then(outbox.append(FeedbackEvents.profileChanged(person)));
    }

    private Mono<Void> tellGiven(List<Feedback> given) {
        return given.isEmpty()
                ? Mono.empty()
                : visitsBy(given)
                        .flatMap(visits ->
                                tell(
                                        FeedbackEvents.given(
                                                announcements.replica(), given, visits),
                                        () -> announcements.given(given, visits)));
    }

    private Mono<Void> tellWithdrawn(List<Feedback> gone) {
        return gone.isEmpty()
                ? Mono.empty()
                : visitsBy(gone)
                        .map(FeedbackLedger::reversed)
                        .flatMap(visits ->
                                tell(
                                        FeedbackEvents.withdrawn(
                                                announcements.replica(), gone, visits),
                                        () -> announcements.withdrawn(gone, visits)));
    }

    private Mono<Void> tellVisits(List<VisitChange> visits) {
        return Flux.fromIterable(visits)
                .buffer(VISITS_IN_AN_EVENT)
                .concatMap(some ->
                        tell(
                                FeedbackEvents.visitsChanged(announcements.replica(), some),
                                () -> announcements.visitsChanged(some)))
                .then();
    }

    private Mono<List<VisitChange>> visitsBy(List<Feedback> feedback) {
        List<Feedback> visits = feedback.stream().filter(Feedback::isPositiveInteraction).toList();
        return visits.isEmpty()
                ? Mono.just(List.of())
                : rows.visitsBy(visits.getFirst().userId(), visits).collectList();
    }

    private static List<VisitChange> reversed(List<VisitChange> visits) {
        return visits.stream().map(VisitChange::reversed).toList();
    }

    /**
     * Others hear of it by the event, this replica after the commit even if nobody waits for it.
     */
    private Mono<Void> tell(NewEvent event, Runnable announcement) {
        return outbox.append(event)
                .then(TransactionSynchronizationManager.forCurrentTransaction())
                .doOnNext(transaction ->
                        transaction.registerSynchronization(new AfterCommit(announcement)))
                .then();
    }

    private record AfterCommit(Runnable action) implements TransactionSynchronization {

        @Override
        public Mono<Void> afterCommit() {
            return Mono.fromRunnable(action);
        }
    }
}
