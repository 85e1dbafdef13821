package io.maltan.community.meetup;

import io.maltan.community.audit.ActionLog;
import io.maltan.community.audit.ModeratorAction;
import io.maltan.community.member.Viewer;
import io.maltan.community.post.Post;
import io.maltan.community.post.PostBoard;
import io.maltan.community.post.PostNotFound;
import io.maltan.community.post.PostThreads;
import io.maltan.community.turn.BatchWork;
import io.maltan.community.turn.Batches;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.problem.Problem;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Joining and leaving meetups. What many want of one at the same time is done in one transaction,
 * in the order of their coming.
 */
@Service
class Participations {

    private static final int MOST_AT_ONCE = 200;

    private final PostBoard board;
    private final PostThreads threads;
    private final R2dbcParticipations stored;
    private final Seating seating;
    private final ActionLog log;
    private final Batches<Wish, Participant> wishes;
    private final TransactionalOperator transactional;

    Participations(
            PostBoard board,
            PostThreads threads,
            R2dbcParticipations stored,
            Seating seating,
            ActionLog log,
            BatchWork work,
            TransactionalOperator transactional) {
        this.board = board;
        this.threads = threads;
        this.stored = stored;
        this.seating = seating;
        this.log = log;
        this.wishes = work.batches(MOST_AT_ONCE, this::fulfil);
        this.transactional = transactional;
    }

    /** The caller's seat or place in the waiting list; asking again changes nothing. */
    Mono<Participant> join(UUID post, Caller caller) {
        return wishes.submit(post, Wish.toJoin(caller));
    }

    /** The first who waits gets the seat that becomes free. */
    Mono<Void> leave(UUID post, Caller caller) {
        return wishes.submit(post, Wish.toLeave(caller)).then();
    }

    /** The host, or a moderator, shows somebody out. */
    Mono<Void> exclude(UUID post, UUID person, Caller caller) {
        return board.getAuthor(post, Viewer.of(caller))
                .doOnNext(host -> requireHost(host, caller))
                .map(host -> Wish.toShowOut(person, host, caller))
                .flatMap(wish -> wishes.submit(post, wish))
                .then();
    }

    Mono<Page<Participant>> list(UUID post, Viewer viewer, PageRequest page) {
        return board.get(post, viewer)
                .filter(found -> found.meetup() != null)
                .switchIfEmpty(Mono.error(() -> new MeetupNotFound(post)))
                .flatMap(_ -> stored.list(post, viewer, page));
    }

    private static void requireHost(UUID host, Caller caller) {
        if (!host.equals(caller.id()) && !caller.has(Role.MODERATOR)) {
            throw new Forbidden("not_the_author");
        }
    }

    private Mono<List<Mono<Participant>>> fulfil(UUID postId, List<Wish> batch) {
        return threads.open(postId, Viewer.ANYONE)
                .flatMap(post -> fulfil(post, batch))
                .onErrorResume(Problem.class, error -> takeBack(postId, batch, error))
                .as(transactional::transactional);
    }

    private Mono<List<Mono<Participant>>> fulfil(Post post, List<Wish> batch) {
        return getSeats(post.id())
                .flatMapMany(_ -> Flux.fromIterable(runs(batch)))
                .concatMap(run -> fulfilRun(post, run))
                .collectList()
                .map(answers -> answers.stream().flatMap(List::stream).toList());
    }

    /** Where nobody sees the meetup any more, whoever is in can still leave it. */
    private Mono<List<Mono<Participant>>> takeBack(UUID postId, List<Wish> batch, Problem refusal) {
        List<UUID> leaving =
                batch.stream()
                        .filter(wish -> wish.kind() == Wish.Kind.LEAVE)
                        .map(Wish::personId)
                        .toList();
        return stored.among(postId, leaving)
                .delayUntil(present -> leaveUnseen(postId, present.keySet()))
                .map(present ->
                        batch.stream()
                                .map(wish -> answerToLeaving(wish, present, refusal))
                                .toList());
    }

    private Mono<Void> leaveUnseen(UUID postId, Set<UUID> people) {
        return people.isEmpty()
                ? Mono.empty()
                : threads.find(postId).flatMap(post -> seating.leave(post, people));
    }

    /** Nothing more to say to whoever has left; to everybody else the meetup is not there. */
    private static Mono<Participant> answerToLeaving(
            Wish wish, Map<UUID, Participant> left, Problem refusal) {
        return wish.kind() == Wish.Kind.LEAVE && left.containsKey(wish.personId())
                ? Mono.empty()
                : Mono.error(refusal);
    }

    /** Neighbours in the queue who want the same. */
    private static List<List<Wish>> runs(List<Wish> batch) {
        List<List<Wish>> runs = new ArrayList<>();
        for (Wish wish : batch) {
            if (runs.isEmpty() || runs.getLast().getLast().kind() != wish.kind()) {
                runs.add(new ArrayList<>());
            }
            runs.getLast().add(wish);
        }
        return runs;
    }

    private Mono<List<Mono<Participant>>> fulfilRun(Post post, List<Wish> run) {
        return switch (run.getFirst().kind()) {
            case JOIN -> joinAll(post, run);
            case LEAVE -> leaveAll(post, run);
            case EXCLUDE ->
                    seating.exclude(post, peopleOf(run))
                            .then(logExclusions(post, run))
                            .thenReturn(nothingFor(run));
        };
    }

    /** What moderators do is on the log; what hosts do at their own meetup is not. */
    private Mono<Void> logExclusions(Post post, List<Wish> run) {
        return Flux.fromIterable(run)
                .filter(wish -> wish.moderatorId() != null)
                .concatMap(wish -> log.append(exclusion(post, wish)))
                .then();
    }

    private static ModeratorAction exclusion(Post post, Wish wish) {
        UUID person = wish.personId();
        return new ModeratorAction(
                wish.moderatorId(), "exclude", "user", person, person, null, "post " + post.id());
    }

    /** Whoever does not see the host and is not in does not learn that it is there. */
    private Mono<List<Mono<Participant>>> leaveAll(Post post, List<Wish> run) {
        List<UUID> people = peopleOf(run);
        return Mono.zip(blind(post, run), stored.among(post.id(), people))
                .delayUntil(_ -> seating.leave(post, people))
                .map(found -> answers(run, found.getT1(), found.getT2(), post));
    }

    private static List<Mono<Participant>> answers(
            List<Wish> run, Set<UUID> blind, Map<UUID, Participant> left, Post post) {
        return run.stream()
                .map(wish ->
                        blind.contains(wish.personId())
                                ? answerToLeaving(wish, left, new PostNotFound(post.id()))
                                : Mono.<Participant>empty())
                .toList();
    }

    private Mono<Set<UUID>> blind(Post post, List<Wish> run) {
        return seating.blind(post, run.stream().map(Wish::viewer).toList());
    }

    private Mono<List<Mono<Participant>>> joinAll(Post post, List<Wish> run) {
        List<UUID> people = peopleOf(run);
        return Mono.zip(getSeats(post.id()), blind(post, run))
                .flatMap(found -> {
                    Seats seats = found.getT1();
                    Set<UUID> blind = found.getT2();
                    List<UUID> admitted = people.stream().filter(p -> !blind.contains(p)).toList();
                    return seating.join(post, seats, admitted)
                            .then(answers(post.id(), run, seats, blind));
                });
    }

    private Mono<List<Mono<Participant>>> answers(
            UUID post, List<Wish> run, Seats seats, Set<UUID> blind) {
        List<UUID> people = peopleOf(run);
        return Mono.defer(() -> Mono.zip(stored.among(post, people), stored.excluded(post, people)))
                .map(found ->
                        run.stream()
                                .map(Wish::personId)
                                .map(person ->
                                        blind.contains(person)
                                                ? Mono.<Participant>error(
                                                        () -> new PostNotFound(post))
                                                : answer(
                                                        person,
                                                        found.getT1(),
                                                        found.getT2(),
                                                        seats))
                                .toList());
    }

    private static Mono<Participant> answer(
            UUID person, Map<UUID, Participant> present, Set<UUID> excluded, Seats seats) {
        Participant participant = present.get(person);
        return participant == null
                ? Mono.error(() -> refusal(excluded.contains(person), seats))
                : Mono.just(participant);
    }

    private static Problem refusal(boolean excluded, Seats seats) {
        if (seats.cancelled()) {
            return new Conflict("meetup_cancelled");
        }
        return excluded && seats.open()
                ? new Forbidden("meetup_refused")
                : new Conflict("meetup_closed");
    }

    private Mono<Seats> getSeats(UUID post) {
        return stored.find(post).switchIfEmpty(Mono.error(() -> new MeetupNotFound(post)));
    }

    private static List<UUID> peopleOf(List<Wish> run) {
        return run.stream().map(Wish::personId).distinct().toList();
    }

    private static List<Mono<Participant>> nothingFor(List<Wish> run) {
        return run.stream().map(_ -> Mono.<Participant>empty()).toList();
    }
}
