package io.maltan.gateway.stream;

import java.util.Locale;

/** Why the gateway ends a stream, as clients read it. */
enum EndReason {
    REVOKED,
    SERVER_DRAINING;

    /** The last event of the stream. */
    String toEvent() {
        return "event: end\ndata: {\"reason\":\"%s\"}\n\n"
                .formatted(name().toLowerCase(Locale.ROOT));
    }
}
