package io.maltan.platform.events;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as the fields of a stream entry, by the names of CloudEvents 1.0. */
final class Envelope {

    private static final String ID = "id";
    private static final String SOURCE = "source";
    private static final String TYPE = "type";
    private static final String SUBJECT = "subject";
    private static final String TIME = "time";
    private static final String TRACEPARENT = "traceparent";
    private static final String DATA = "data";

    private final EventJson json;

    Envelope(EventJson json) {
        this.json = json;
    }

    /** Names and values in turn. */
    static List<String> fields(String source, OutboxRow row) {
        List<String> fields = new ArrayList<>(18);
        put(fields, "specversion", "1.0");
        put(fields, ID, row.eventId().toString());
        put(fields, SOURCE, source);
        put(fields, TYPE, row.type());
        put(fields, SUBJECT, row.subject());
        put(fields, TIME, row.time().toString());
        put(fields, "datacontenttype", "application/json");
        put(fields, DATA, row.data());
        if (row.traceparent() != null) {
            put(fields, TRACEPARENT, row.traceparent());
        }
        return fields;
    }

    private static void put(List<String> fields, String name, String value) {
        fields.add(name);
        fields.add(value);
    }

    static @Nullable String type(Map<String, String> fields) {
        return fields.get(TYPE);
    }

    /** Fails with {@link IllegalArgumentException} or Jackson's exception where it is no event. */
    Event read(Map<String, String> fields) {
        return new Event(
                UUID.fromString(get(fields, ID)),
                get(fields, SOURCE),
                get(fields, TYPE),
                get(fields, SUBJECT),
                Instant.parse(get(fields, TIME)),
                fields.get(TRACEPARENT),
                json.parse(get(fields, DATA)));
    }

    private static String get(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("The field " + name + " is missing");
        }
        return value;
    }
}
