package io.maltan.community.audit;

import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * What moderators decide without a report: heard of, logged and appealed as any other decision. An
 * open case on the same thing is decided by it.
 */
public interface DirectDecisions {

    /**
     * Removes what somebody else wrote, within a transaction that has locked its thread.
     *
     * @param target post or comment
     */
    Mono<Void> remove(String target, UUID id, UUID author, UUID moderator);
}
