package io.maltan.platform.web;

import reactor.core.publisher.Mono;

/**
 * Work of a service that is done once before the service is ready and leaves nothing behind, so
 * that the first client who asks for the like does not wait for all that it loads.
 */
@FunctionalInterface
public interface Rehearsal {

    /** Completes when it is done; an error is on the log and no more. */
    Mono<Void> rehearse();
}
