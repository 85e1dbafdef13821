package io.maltan.platform.events;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON of events' data, both ways. */
public final class EventJson {

    private final JsonMapper mapper;

    public EventJson(JsonMapper mapper) {
        this.mapper =
                mapper.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    /** The event's data as a record; members that the record does not have are ignored. */
    public <T> T read(Event event, Class<T> type) {
        return mapper.treeToValue(event.data(), type);
    }

    JsonNode parse(String json) {
        return mapper.readTree(json);
    }

    String write(Object data) {
        return mapper.writeValueAsString(data);
    }
}
