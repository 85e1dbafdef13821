package io.maltan.gateway.stream;

import io.maltan.gateway.revocation.Refusal;
import java.util.Locale;

/** Why the gateway ends a stream, as clients read it. */
enum EndReason {
    REVOKED,
    TOKEN_EXPIRED,
    SERVER_DRAINING;

    static EndReason of(Refusal refusal) {
        return switch (refusal) {
            case REVOKED -> REVOKED;
            case TOO_OLD -> TOKEN_EXPIRED;
        };
    }

    /** The last event of the stream. */
    String toEvent() {
        return "event: end\ndata: {\"reason\":\"%s\"}\n\n"
                .formatted(name().toLowerCase(Locale.ROOT));
    }
}
