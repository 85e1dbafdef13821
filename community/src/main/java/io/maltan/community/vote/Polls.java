package io.maltan.community.vote;

import io.maltan.community.follow.Blocking;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.Notifier;
import io.maltan.community.turn.BatchWork;
import io.maltan.community.turn.Batches;
import io.maltan.platform.events.Outbox;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Counts votes; those that come for one thing at once are counted together. */
@Service
public class Polls {

    private static final int MOST_AT_ONCE = 500;

    private final Ballots ballots;
    private final Blocking blocking;
    private final Notifier notifier;
    private final Outbox outbox;
    private final BatchWork work;
    private final TransactionalOperator transactional;

    Polls(
            Ballots ballots,
            Blocking blocking,
            Notifier notifier,
            Outbox outbox,
            BatchWork work,
            TransactionalOperator transactional) {
        this.ballots = ballots;
        this.blocking = blocking;
        this.notifier = notifier;
        this.outbox = outbox;
        this.work = work;
        this.transactional = transactional;
    }

    /**
     * Where votes of one kind go.
     *
     * @param lock locks what is voted on and finds it, or fails where there is nothing to vote on
     */
    public Batches<Ballot, Tally> open(Poll poll, Function<UUID, Mono<Votable>> lock) {
        return work.batches(
                MOST_AT_ONCE,
                (id, cast) ->
                        lock.apply(id)
                                .flatMap(subject -> count(poll, subject, cast))
                                .as(transactional::transactional));
    }

    private Mono<List<Mono<Tally>>> count(Poll poll, Votable subject, List<Ballot> cast) {
        return blind(subject, cast)
                .map(blind -> new Round(cast, blind))
                .flatMap(round ->
                        ballots.cast(poll, subject.id(), round.votes())
                                .delayUntil(count -> announce(subject, round.votes(), count))
                                .map(count -> round.answers(count, subject.refusal())));
    }

    /** Those who get to see it no more. */
    private Mono<Set<UUID>> blind(Votable subject, List<Ballot> cast) {
        return subject.open()
                ? blocking.blind(Ballot.voters(cast), subject.authors())
                : Mono.just(cast.stream().map(Ballot::voterId).collect(Collectors.toSet()));
    }

    /** Of what is hidden nobody hears. */
    private Mono<Void> announce(Votable subject, Map<UUID, Integer> votes, Ballots.Count count) {
        if (count.changed().isEmpty() || !subject.open()) {
            return Mono.empty();
        }
        return notifier.tell(notices(subject, votes, count))
                .then(
                        outbox.append(
                                subject.counted()
                                        .apply(new Tally(count.up(), count.down(), null))));
    }

    /** Only of votes for something its author is told. */
    private static List<Notice> notices(
            Votable subject, Map<UUID, Integer> votes, Ballots.Count count) {
        return count.changed().stream()
                .filter(voter -> Integer.valueOf(1).equals(votes.get(voter)))
                .map(voter ->
                        Notice.vote(
                                subject.authorId(), voter, subject.postId(), subject.commentId()))
                .toList();
    }
}
