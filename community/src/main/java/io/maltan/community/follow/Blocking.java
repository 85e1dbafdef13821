package io.maltan.community.follow;

import io.maltan.community.member.Members;
import io.maltan.community.member.Viewer;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Who has blocked whom. Two people with a block between them are hidden from one another
 * everywhere.
 */
@Service
public class Blocking {

    private final Members members;
    private final R2dbcRelations relations;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    Blocking(
            Members members,
            R2dbcRelations relations,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.members = members;
        this.relations = relations;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    /** The authors whom a viewer does not get to see. */
    public Mono<Set<UUID>> hiddenFrom(Viewer viewer) {
        return viewer.id() == null ? Mono.just(Set.of()) : relations.hiddenFrom(viewer);
    }

    /**
     * Those of the viewers who do not get to see one of the authors: whoever acts on what others
     * wrote is refused then, as if it were not there.
     */
    public Mono<Set<UUID>> blind(List<Viewer> viewers, Set<UUID> authors) {
        return relations.blind(viewers, authors);
    }

    Mono<Void> block(UUID blocker, UUID blocked) {
        if (blocker.equals(blocked)) {
            return Mono.error(Invalid.field("userId", "yourself"));
        }
        return members.requireKnown(blocked).then(Mono.defer(() -> begin(blocker, blocked)));
    }

    Mono<Void> unblock(UUID blocker, UUID blocked) {
        return relations
                .removeBlock(blocker, blocked)
                .flatMap(changed ->
                        announce(changed, 0, 0, new BlockChanged(blocker, blocked, false)))
                .as(transactional::transactional);
    }

    /** A block also ends what the two followed of one another. */
    private Mono<Void> begin(UUID blocker, UUID blocked) {
        return relations
                .lock(blocker, blocked)
                .then(
                        Mono.zip(
                                relations.addBlock(blocker, blocked),
                                relations.removeFollow(blocker, blocked),
                                relations.removeFollow(blocked, blocker)))
                .flatMap(done ->
                        announce(
                                done.getT1(),
                                done.getT2(),
                                done.getT3(),
                                new BlockChanged(blocker, blocked, true)))
                .as(transactional::transactional);
    }

    private Mono<Void> announce(
            long blocks, long ownFollows, long othersFollows, BlockChanged change) {
        List<NewEvent> events = new ArrayList<>();
        if (blocks > 0) {
            events.add(new NewEvent(BlockChanged.TYPE, change.blockerId().toString(), change));
        }
        if (ownFollows > 0) {
            events.add(unfollowed(change.blockerId(), change.blockedId()));
        }
        if (othersFollows > 0) {
            events.add(unfollowed(change.blockedId(), change.blockerId()));
        }
        return events.isEmpty() ? Mono.empty() : outbox.append(events);
    }

    private static NewEvent unfollowed(UUID follower, UUID followed) {
        return new NewEvent(
                "follow.changed",
                follower.toString(),
                Following.FollowChanged.ended(follower, followed));
    }
}
