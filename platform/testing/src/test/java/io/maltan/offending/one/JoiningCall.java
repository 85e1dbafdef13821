package io.maltan.offending.one;

import java.util.concurrent.CompletableFuture;

class JoiningCall {

    String call() {
        return CompletableFuture.completedFuture("waited for").join();
    }
}
