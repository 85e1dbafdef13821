package io.maltan.compose.settings;

/** Maltan cannot run; the message says why in words that the person who started it can act on. */
public final class StartFailure extends RuntimeException {

    public StartFailure(String message) {
        super(message);
    }

    public StartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
