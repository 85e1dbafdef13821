package io.maltan.offending.one;

import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

class BlockingCall {

    @Nullable String call() {
        return Mono.just("waited for").block();
    }
}
