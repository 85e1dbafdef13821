package io.maltan.place.live;

import io.maltan.platform.stream.StreamMessage;
import java.util.Map;

/** Messages that are about the stream itself, and the order of positions in it. */
final class Messages {

    private static final String NOTHING = "";
    private static final String RESET = "reset";

    private Messages() {}

    /** Moves the client's last event id and is no event to it. */
    static StreamMessage mark(String position) {
        return new StreamMessage(position, NOTHING, NOTHING);
    }

    /** Something is missing: the client is to reload what it shows. */
    static StreamMessage reset(String position) {
        return new StreamMessage(position, RESET, Map.of());
    }

    static boolean isAfter(String position, String other) {
        int byTime = Long.compare(part(position, 0), part(other, 0));
        return byTime > 0 || (byTime == 0 && part(position, 1) > part(other, 1));
    }

    private static long part(String position, int index) {
        // A position may be a time alone, as Redis takes it.
        String[] parts = position.split("-", -1);
        return index < parts.length ? Long.parseLong(parts[index]) : 0;
    }
}
