package io.maltan.community.post;

import java.time.Instant;

/**
 * What a meetup's host has planned.
 *
 * @param location where to meet, in words
 * @param capacity how many can take part
 * @param deadline until when people may join
 * @param cancelled whether it does not take place
 */
public record MeetupPlan(
        Instant startsAt, String location, int capacity, Instant deadline, boolean cancelled) {

    static final int LONGEST_LOCATION = 200;
    static final int HIGHEST_CAPACITY = 100_000;

    /** Whether people who wanted to come have to know of the difference. */
    public boolean isNewsAfter(MeetupPlan former) {
        return !startsAt.equals(former.startsAt)
                || !location.equals(former.location)
                || capacity != former.capacity;
    }
}
