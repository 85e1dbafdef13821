package io.maltan.community.post;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.member.Viewer;
import io.maltan.community.sql.NullableValue;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What posts that are meetups have in addition. */
@Repository
class R2dbcMeetups {

    private static final String ADD =
            """
            insert into meetup (post_id, starts_at, location, capacity, deadline, cancelled)
            values (:post, :startsAt, :location, :capacity, :deadline, :cancelled)
            """;

    /** Changes nothing where more people take part than there would be seats. */
    private static final String REPLACE =
            """
            update meetup
               set starts_at = :startsAt, location = :location, capacity = :capacity, deadline = :deadline,
                   cancelled = :cancelled, closed = closed and deadline = :deadline
             where post_id = :post and joined <= :capacity
            """;

    private static final String FIND =
            "select starts_at, location, capacity, deadline, cancelled from meetup where post_id = :post";
    private static final String VIEWS =
            """
            select m.*, not m.cancelled and clock_timestamp() < m.deadline as open, p.waiting as mine_waits
              from meetup m left join participation p on p.post_id = m.post_id and p.user_id = :viewer
             where m.post_id = any(:posts)
            """;

    private final DatabaseClient database;

    R2dbcMeetups(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(UUID post, MeetupPlan plan) {
        return bind(database.sql(ADD), post, plan).then();
    }

    /** False where the plan has fewer seats than are taken. */
    Mono<Boolean> replace(UUID post, MeetupPlan plan) {
        return bind(database.sql(REPLACE), post, plan).fetch().rowsUpdated().map(rows -> rows > 0);
    }

    Mono<MeetupPlan> find(UUID post) {
        return database.sql(FIND).bind("post", post).map(R2dbcMeetups::toPlan).one();
    }

    /** The meetups among the posts, as a viewer sees them. */
    Mono<Map<UUID, MeetupView>> views(List<UUID> posts, Viewer viewer) {
        return database.sql(VIEWS)
                .bind("posts", posts.toArray(UUID[]::new))
                .bind("viewer", NullableValue.of(viewer.id(), UUID.class))
                .map(row -> Map.entry(required(row, "post_id", UUID.class), toView(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static GenericExecuteSpec bind(
            GenericExecuteSpec statement, UUID post, MeetupPlan plan) {
        return statement
                .bind("post", post)
                .bind("startsAt", plan.startsAt())
                .bind("location", plan.location())
                .bind("capacity", plan.capacity())
                .bind("deadline", plan.deadline())
                .bind("cancelled", plan.cancelled());
    }

    static MeetupPlan toPlan(Readable row) {
        return new MeetupPlan(
                required(row, "starts_at", Instant.class),
                required(row, "location", String.class),
                required(row, "capacity", Integer.class),
                required(row, "deadline", Instant.class),
                required(row, "cancelled", Boolean.class));
    }

    private static MeetupView toView(Readable row) {
        return new MeetupView(
                required(row, "starts_at", Instant.class),
                required(row, "location", String.class),
                required(row, "capacity", Integer.class),
                required(row, "deadline", Instant.class),
                required(row, "joined", Integer.class),
                required(row, "waiting", Integer.class),
                required(row, "open", Boolean.class),
                required(row, "cancelled", Boolean.class) ? true : null,
                mine(row.get("mine_waits", Boolean.class)));
    }

    private static @Nullable String mine(@Nullable Boolean waits) {
        return waits == null ? null : waits ? "waiting" : "joined";
    }
}
