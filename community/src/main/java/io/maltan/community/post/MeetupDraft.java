package io.maltan.community.post;

import io.maltan.community.text.DraftCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A meetup as its host sends it.
 *
 * @param deadline when absent, people may join until it starts
 */
record MeetupDraft(
        @Nullable Instant startsAt,
        @Nullable String location,
        @Nullable Integer capacity,
        @Nullable Instant deadline,
        @Nullable Boolean cancelled) {

    private static final Duration FURTHEST = Duration.ofDays(5 * 366);

    static MeetupDraft of(MeetupPlan plan) {
        return new MeetupDraft(
                plan.startsAt(),
                plan.location(),
                plan.capacity(),
                plan.deadline(),
                plan.cancelled());
    }

    /**
     * The plan, as far as it is valid.
     *
     * @param former what it was before: what an edit leaves alone may lie in the past by now
     */
    @Nullable MeetupPlan checked(DraftCheck check, @Nullable MeetupPlan former, Instant now) {
        String place = check.line("meetup.location", location, MeetupPlan.LONGEST_LOCATION);
        Instant start = checkedStart(check, former, now);
        Instant end = checkedDeadline(check, former, now);
        int seats = checkedCapacity(check);
        boolean off = Boolean.TRUE.equals(cancelled);
        check.require(
                former == null ? !off : off || !former.cancelled(), "meetup.cancelled", "final");
        return start == null || end == null ? null : new MeetupPlan(start, place, seats, end, off);
    }

    private @Nullable Instant checkedStart(
            DraftCheck check, @Nullable MeetupPlan former, Instant now) {
        check.require(startsAt != null, "meetup.startsAt", "required");
        boolean kept = former != null && former.startsAt().equals(startsAt);
        check.require(
                startsAt == null || kept || isAhead(startsAt, now), "meetup.startsAt", "ahead");
        return toMicros(startsAt);
    }

    /** A host may close a meetup early, but nobody opens one that nobody could join. */
    private @Nullable Instant checkedDeadline(
            DraftCheck check, @Nullable MeetupPlan former, Instant now) {
        if (startsAt == null) {
            return null;
        }
        Instant wanted = Objects.requireNonNullElse(deadline, startsAt);
        check.require(!wanted.isAfter(startsAt), "meetup.deadline", "before_start");
        check.require(former != null || wanted.isAfter(now), "meetup.deadline", "ahead");
        check.require(wanted.isAfter(now.minus(FURTHEST)), "meetup.deadline", "ahead");
        return toMicros(wanted);
    }

    private int checkedCapacity(DraftCheck check) {
        check.require(capacity != null, "meetup.capacity", "required");
        check.require(
                capacity == null || (capacity >= 1 && capacity <= MeetupPlan.HIGHEST_CAPACITY),
                "meetup.capacity",
                "between",
                1,
                MeetupPlan.HIGHEST_CAPACITY);
        return Objects.requireNonNullElse(capacity, 0);
    }

    private static boolean isAhead(Instant time, Instant now) {
        return time.isAfter(now) && time.isBefore(now.plus(FURTHEST));
    }

    /** As precise as the database keeps it. */
    private static @Nullable Instant toMicros(@Nullable Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.MICROS);
    }
}
