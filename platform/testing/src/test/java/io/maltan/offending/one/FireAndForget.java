package io.maltan.offending.one;

import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class FireAndForget {

    Disposable call() {
        return Mono.just("nobody stops me").subscribe();
    }
}
