package io.maltan.community.trust;

import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * Puts what a rule has noticed before the moderators, in the transaction in which it is written.
 */
public interface Flags {

    /**
     * Opens a case, or adds to the one that is open.
     *
     * @param target post or comment
     * @param version of the target
     */
    Mono<Void> raise(String target, UUID id, UUID author, long version, Screening screening);
}
