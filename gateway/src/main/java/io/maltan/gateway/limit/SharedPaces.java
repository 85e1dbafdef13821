package io.maltan.gateway.limit;

import java.util.List;
import reactor.core.publisher.Mono;

/** The paces of callers as all replicas of the gateway see them. */
interface SharedPaces {

    /**
     * What a replica says and asks about a caller.
     *
     * @param spent requests it has let in and not yet told of; negative where it gives back
     * @param asks whether it asks for more
     * @param part of what is left, the part it may have beyond the one it needs; 0 for none
     */
    record Claim(String key, Quota quota, long spent, boolean asks, long part) {}

    /**
     * The answer to a claim.
     *
     * @param granted how many requests the replica may let in
     * @param left how many remain for all
     * @param aheadMicros until the whole quota is there again
     */
    record Grant(long granted, long left, long aheadMicros) {}

    /** Whether there are other replicas to tell, now or later. */
    boolean isShared();

    /** Whether there is any sense in asking. */
    boolean isReachable();

    /** Answers claims in their order; fails where it takes too long. */
    Mono<List<Grant>> settle(List<Claim> claims);
}
