package io.maltan.community.post;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which posts are wanted with regard to meetups. */
enum MeetupFilter {
    /** Meetups alone. */
    TRUE("p.category = 'meetup'"),
    /** Everything else. */
    FALSE("p.category <> 'meetup'"),
    /** Meetups that are yet to begin. */
    UPCOMING(
            """
            p.category = 'meetup' and exists (
                select 1 from meetup u
                 where u.post_id = p.id and not u.cancelled and u.starts_at > clock_timestamp())
            """),
    /** Meetups that people can still join. */
    OPEN(
            """
            p.category = 'meetup' and exists (
                select 1 from meetup o
                 where o.post_id = p.id and not o.cancelled and o.deadline > clock_timestamp())
            """);

    static final String NAMES = "true, false, upcoming, open";

    private final String condition;

    MeetupFilter(String condition) {
        this.condition = condition;
    }

    String condition() {
        return condition;
    }

    static Optional<MeetupFilter> find(String name) {
        return Arrays.stream(values())
                .filter(filter -> filter.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst();
    }
}
