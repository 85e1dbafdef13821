package io.maltan.platform.events;

/** An event could not be handled although the database was there. */
final class HandlingFailed extends RuntimeException {

    HandlingFailed(Throwable cause) {
        super(cause.toString(), cause, false, false);
    }
}
