package io.maltan.platform.stream;

import org.jspecify.annotations.Nullable;

/**
 * One server-sent event.
 *
 * @param id what a client names in {@code Last-Event-ID} to go on after this message; null where it
 *     cannot
 * @param event its name, such as {@code post_created}; empty for a mark, which only moves the
 *     client's last event id
 * @param data written as one line of JSON
 */
public record StreamMessage(@Nullable String id, String event, Object data) {

    /** A message without an id. */
    public static StreamMessage of(String event, Object data) {
        return new StreamMessage(null, event, data);
    }

    /** Tells a client how far it has come although nothing happened that it watches for. */
    static StreamMessage mark(String position) {
        return new StreamMessage(position, "", "");
    }

    StreamMessage at(String position) {
        return new StreamMessage(position, event, data);
    }

    boolean isMark() {
        return event.isEmpty();
    }
}
