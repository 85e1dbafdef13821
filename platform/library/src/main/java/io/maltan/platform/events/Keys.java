package io.maltan.platform.events;

/** The names of what stands in Redis beside the streams. */
final class Keys {

    private Keys() {}

    /** The position up to which a stream may be incomplete. */
    static String trimmed(String stream) {
        return "trimmed:" + stream;
    }

    static String lease(String stream, String group) {
        return "lease:" + group + ":" + stream;
    }

    static String deadLetters(String group) {
        return "dead:" + group;
    }
}
