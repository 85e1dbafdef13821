package io.maltan.platform.events;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A row of the outbox that has its place in the stream. */
record OutboxRow(
        Position position,
        UUID eventId,
        String type,
        String subject,
        Instant time,
        @Nullable String traceparent,
        String data) {}
