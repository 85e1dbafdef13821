package io.maltan.community.meetup;

import io.maltan.community.follow.Blocking;
import io.maltan.community.member.Viewer;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.NoticeKind;
import io.maltan.community.notice.Notifier;
import io.maltan.community.post.Post;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives out seats and takes them back, and says so; the meetup's thread is locked meanwhile. */
@Component
class Seating {

    private final R2dbcParticipations participations;
    private final Blocking blocking;
    private final Notifier notifier;
    private final Outbox outbox;

    Seating(
            R2dbcParticipations participations,
            Blocking blocking,
            Notifier notifier,
            Outbox outbox) {
        this.participations = participations;
        this.blocking = blocking;
        this.notifier = notifier;
        this.outbox = outbox;
    }

    /** Those among them whom the host has hidden from, or who hide from the host. */
    Mono<Set<UUID>> blind(Post post, List<Viewer> viewers) {
        return blocking.blind(viewers, Set.of(post.authorId()));
    }

    /** Those who are new to it come in, where it is open still. */
    Mono<Void> join(Post post, Seats seats, Collection<UUID> people) {
        return seats.open() && !people.isEmpty()
                ? participations.join(post.id(), people).flatMap(come -> welcome(post, come))
                : Mono.empty();
    }

    Mono<Void> leave(Post post, Collection<UUID> people) {
        return withSeats(post, people)
                .flatMap(seated ->
                        participations
                                .leave(post.id(), people)
                                .flatMap(gone -> farewell(post, gone, seated)));
    }

    /** The same, and those who were in do not come back. */
    Mono<Void> exclude(Post post, Collection<UUID> people) {
        return participations
                .among(post.id(), people)
                .delayUntil(present -> participations.exclude(post.id(), present.keySet()))
                .delayUntil(_ -> leave(post, people))
                .flatMap(present ->
                        notifier.tell(
                                notices(
                                        present.keySet(),
                                        person ->
                                                Notice.meetup(
                                                        NoticeKind.MEETUP_REMOVED,
                                                        person,
                                                        null,
                                                        post.id()))));
    }

    /** Gives the seats that are free to those who wait, unless it is over. */
    Mono<Void> promote(Post post) {
        return participations.promote(post.id()).flatMap(promoted -> congratulate(post, promoted));
    }

    private Mono<Void> welcome(Post post, Seats.Change come) {
        return come.isNone()
                ? Mono.empty()
                : withSeats(post, come.people())
                        .flatMap(seated ->
                                notifier.tell(joinedNotices(post, come.people()))
                                        .then(
                                                announce(
                                                        post,
                                                        MeetupEvents::joined,
                                                        seated,
                                                        come.now())));
    }

    private Mono<Void> farewell(Post post, Seats.Change gone, Set<UUID> seated) {
        if (gone.isNone()) {
            return Mono.empty();
        }
        return announce(post, MeetupEvents::left, seated, gone.now())
                .then(gone.now().waiting() > 0 ? promote(post) : Mono.empty());
    }

    private Mono<Void> congratulate(Post post, Seats.Change promoted) {
        if (promoted.isNone()) {
            return Mono.empty();
        }
        List<Notice> notices =
                notices(
                        promoted.people(),
                        person ->
                                Notice.meetup(NoticeKind.MEETUP_PROMOTED, person, null, post.id()));
        return notifier.tell(notices)
                .then(announce(post, MeetupEvents::joined, promoted.people(), promoted.now()));
    }

    private Mono<Void> announce(
            Post post, BiFunction<Post, UUID, NewEvent> event, Set<UUID> people, Seats now) {
        List<NewEvent> events = new ArrayList<>();
        people.forEach(person -> events.add(event.apply(post, person)));
        events.add(MeetupEvents.participantsChanged(post.id(), now));
        return outbox.append(events);
    }

    private Mono<Set<UUID>> withSeats(Post post, Collection<UUID> people) {
        return participations
                .among(post.id(), people)
                .map(present -> seatedAmong(present).collect(Collectors.toSet()));
    }

    private static Stream<UUID> seatedAmong(Map<UUID, Participant> present) {
        return present.values().stream()
                .filter(participant -> participant.status() == Participant.Status.JOINED)
                .map(participant -> participant.user().id());
    }

    private static List<Notice> joinedNotices(Post post, Set<UUID> people) {
        return notices(
                people,
                person ->
                        Notice.meetup(
                                NoticeKind.MEETUP_JOINED, post.authorId(), person, post.id()));
    }

    private static List<Notice> notices(Set<UUID> people, Function<UUID, Notice> notice) {
        return people.stream().map(notice).toList();
    }
}
