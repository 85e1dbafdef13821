package io.maltan.platform.events;

import java.util.Map;

/** An entry of a stream in the hands of a consumer. */
record Delivery(Position position, Map<String, String> fields) {

    Delivery {
        fields = Map.copyOf(fields);
    }
}
