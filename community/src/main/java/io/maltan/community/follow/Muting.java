package io.maltan.community.follow;

import io.maltan.community.member.Members;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.Invalid;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Who does not want to see whom; unlike a block, the other side notices nothing of it. */
@Service
class Muting {

    private final Members members;
    private final R2dbcRelations relations;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    Muting(
            Members members,
            R2dbcRelations relations,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.members = members;
        this.relations = relations;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    Mono<Void> mute(UUID muter, UUID muted) {
        if (muter.equals(muted)) {
            return Mono.error(Invalid.field("userId", "yourself"));
        }
        return members.requireKnown(muted)
                .then(Mono.defer(() -> relations.addMute(muter, muted)))
                .flatMap(changed -> announce(changed, new MuteChanged(muter, muted, true)))
                .as(transactional::transactional);
    }

    Mono<Void> unmute(UUID muter, UUID muted) {
        return relations
                .removeMute(muter, muted)
                .flatMap(changed -> announce(changed, new MuteChanged(muter, muted, false)))
                .as(transactional::transactional);
    }

    private Mono<Void> announce(long changed, MuteChanged change) {
        return changed == 0
                ? Mono.empty()
                : outbox.append(
                        new NewEvent(MuteChanged.TYPE, change.muterId().toString(), change));
    }
}
