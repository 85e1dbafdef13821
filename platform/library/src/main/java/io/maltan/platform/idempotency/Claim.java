package io.maltan.platform.idempotency;

/** What became of a request's wish to be the one that is carried out. */
sealed interface Claim {

    /** It is the first with its key. */
    record First() implements Claim {}

    /** The same request is being carried out at this moment. */
    record InProgress() implements Claim {}

    /** The key came before, with another request. */
    record Reused() implements Claim {}

    /** The same request was answered before. */
    record Answered(KeptAnswer answer) implements Claim {}
}
