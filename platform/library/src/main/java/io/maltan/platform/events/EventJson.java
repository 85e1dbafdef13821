package io.maltan.platform.events;

import java.util.UUID;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of events' data, both ways. */
public final class EventJson {

    private final JsonMapper mapper;

    /** Thousands who watch a stream read each event one after the other. */
    private volatile Reading last = new Reading(new UUID(0, 0), "");

    public EventJson(JsonMapper mapper) {
        this.mapper =
                mapper.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    /** The event's data as a record; members that the record does not have are ignored. */
    public <T> T read(Event event, Class<T> type) {
        Reading known = last;
        if (known.eventId().equals(event.id()) && type.isInstance(known.data())) {
            return type.cast(known.data());
        }
        T data = mapper.treeToValue(event.data(), type);
        last = new Reading(event.id(), data);
        return data;
    }

    private record Reading(UUID eventId, Object data) {}

    JsonNode parse(String json) {
        return mapper.readTree(json);
    }

    String write(Object data) {
        return mapper.writeValueAsString(data);
    }
}
