package io.maltan.community.meetup;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.notice.NoticeKind;
import io.maltan.platform.id.Ids;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** What participants are yet to be told, and how far down the list it has come. */
@Repository
class R2dbcAnnouncements {

    private static final String ADD =
            "insert into meetup_announcement (id, post_id, kind) values (:id, :post, :kind)";

    /** Another replica takes another one. */
    private static final String TAKE =
            """
            select id, post_id, kind, reached from meetup_announcement
             order by id limit 1 for update skip locked
            """;

    private static final String NEXT =
            """
            select user_id, arrival from participation
             where post_id = :post and arrival > :reached order by arrival limit :limit
            """;
    private static final String REACHED =
            "update meetup_announcement set reached = :reached where id = :id";
    private static final String REMOVE = "delete from meetup_announcement where id = :id";

    private final DatabaseClient database;

    R2dbcAnnouncements(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> add(UUID post, NoticeKind kind) {
        return database.sql(ADD)
                .bind("id", Ids.next())
                .bind("post", post)
                .bind("kind", kind.code())
                .then();
    }

    Mono<Announcement> take() {
        return database.sql(TAKE).map(R2dbcAnnouncements::toAnnouncement).one();
    }

    /** Those who are next to be told, in the order of their coming. */
    Mono<List<Listener>> next(Announcement announcement, int limit) {
        return database.sql(NEXT)
                .bind("post", announcement.postId())
                .bind("reached", announcement.reached())
                .bind("limit", limit)
                .map(row ->
                        new Listener(
                                required(row, "user_id", UUID.class),
                                required(row, "arrival", Long.class)))
                .all()
                .collectList();
    }

    Mono<Void> reached(Announcement announcement, long arrival) {
        return database.sql(REACHED).bind("id", announcement.id()).bind("reached", arrival).then();
    }

    Mono<Void> remove(Announcement announcement) {
        return database.sql(REMOVE).bind("id", announcement.id()).then();
    }

    private static Announcement toAnnouncement(Readable row) {
        return new Announcement(
                required(row, "id", UUID.class),
                required(row, "post_id", UUID.class),
                NoticeKind.find(required(row, "kind", String.class))
                        .orElse(NoticeKind.MEETUP_CHANGED),
                required(row, "reached", Long.class));
    }

    record Announcement(UUID id, UUID postId, NoticeKind kind, long reached) {}

    /** Somebody who takes part, and their place in the order of coming. */
    record Listener(UUID personId, long arrival) {}
}
