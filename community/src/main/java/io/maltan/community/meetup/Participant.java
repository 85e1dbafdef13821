package io.maltan.community.meetup;

import com.fasterxml.jackson.annotation.JsonValue;
import io.maltan.community.member.Author;
import java.time.Instant;
import java.util.Locale;

/** Somebody who takes part in a meetup, or waits for a seat. */
record Participant(Author user, Status status, Instant at) {

    /** Whether somebody has a seat. */
    enum Status {
        JOINED,
        WAITING;

        @JsonValue
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Status of(boolean waiting) {
            return waiting ? WAITING : JOINED;
        }
    }
}
