package io.maltan.community.follow;

import io.maltan.community.member.MemberNotFound;
import io.maltan.community.member.Members;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.Notifier;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.Invalid;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Who follows whom. Following twice, or unfollowing whom one does not follow, changes nothing. */
@Service
class Following {

    private final Members members;
    private final R2dbcRelations relations;
    private final Notifier notifier;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    Following(
            Members members,
            R2dbcRelations relations,
            Notifier notifier,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.members = members;
        this.relations = relations;
        this.notifier = notifier;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    Mono<Void> follow(UUID follower, UUID followed) {
        if (follower.equals(followed)) {
            return Mono.error(Invalid.field("userId", "yourself"));
        }
        return members.requireKnown(followed).then(Mono.defer(() -> begin(follower, followed)));
    }

    Mono<Void> unfollow(UUID follower, UUID followed) {
        return relations
                .removeFollow(follower, followed)
                .flatMap(changed -> announce(changed, FollowChanged.ended(follower, followed)))
                .as(transactional::transactional);
    }

    private Mono<Void> begin(UUID follower, UUID followed) {
        return relations
                .lock(follower, followed)
                .then(requireNoBlockBetween(follower, followed))
                .then(relations.addFollow(follower, followed))
                .delayUntil(changed -> tell(changed, follower, followed))
                .flatMap(changed -> announce(changed, FollowChanged.begun(follower, followed)))
                .as(transactional::transactional);
    }

    /** Whoever is blocked finds nobody there. */
    private Mono<Void> requireNoBlockBetween(UUID follower, UUID followed) {
        return relations
                .isBlocked(follower, followed)
                .flatMap(blocked ->
                        blocked ? Mono.error(new MemberNotFound(followed)) : Mono.empty());
    }

    private Mono<Void> tell(long changed, UUID follower, UUID followed) {
        return changed == 0 ? Mono.empty() : notifier.tell(Notice.follow(followed, follower));
    }

    private Mono<Void> announce(long changed, FollowChanged event) {
        return changed == 0
                ? Mono.empty()
                : outbox.append(
                        new NewEvent("follow.changed", event.followerId().toString(), event));
    }

    /** That somebody began or ceased to follow somebody. */
    record FollowChanged(UUID followerId, UUID followeeId, boolean following, Instant at) {

        static FollowChanged begun(UUID follower, UUID followed) {
            return new FollowChanged(follower, followed, true, Instant.now());
        }

        static FollowChanged ended(UUID follower, UUID followed) {
            return new FollowChanged(follower, followed, false, Instant.now());
        }
    }
}
