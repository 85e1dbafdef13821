package io.maltan.community.post;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A meetup as clients see it.
 *
 * @param joined how many take part, never more than the capacity
 * @param waiting how many wait for a seat
 * @param open whether people may join now, be it the waiting list
 * @param cancelled present, and true, where it does not take place
 * @param mine the viewer's own participation: {@code joined} or {@code waiting}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MeetupView(
        Instant startsAt,
        String location,
        int capacity,
        Instant deadline,
        int joined,
        int waiting,
        boolean open,
        @Nullable Boolean cancelled,
        @Nullable String mine) {}
