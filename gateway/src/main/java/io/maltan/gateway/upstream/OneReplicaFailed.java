package io.maltan.gateway.upstream;

/** What went wrong at one replica of a service that has others: no breaker counts it. */
final class OneReplicaFailed extends RuntimeException {

    private final Throwable failure;

    OneReplicaFailed(Throwable failure) {
        super(null, failure, false, false);
        this.failure = failure;
    }

    Throwable failure() {
        return failure;
    }
}
