package io.maltan.platform.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A fact as another service reads it: a CloudEvents 1.0 envelope.
 *
 * @param id the same at every delivery
 * @param source the name of the service that published it
 * @param type what happened, such as {@code place.created}
 * @param subject the id of the aggregate that it happened to
 * @param time when it was appended to the outbox
 * @param traceparent the W3C trace context of the request that caused it
 * @param data read into a record with {@link EventJson#read}
 */
public record Event(
        UUID id,
        String source,
        String type,
        String subject,
        Instant time,
        @Nullable String traceparent,
        JsonNode data) {}
