package io.maltan.platform.events;

import reactor.core.publisher.Mono;

/** Is told which step was reached; tests let the work die there. */
@FunctionalInterface
interface Steps {

    Steps UNWATCHED = step -> Mono.empty();

    Mono<Void> reached(Step step);
}
