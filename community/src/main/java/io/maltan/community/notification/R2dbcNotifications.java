package io.maltan.community.notification;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.follow.ContentVisibility;
import io.maltan.community.member.Author;
import io.maltan.community.member.Viewer;
import io.maltan.community.notice.NoticeKind;
import io.maltan.community.sql.NullableValue;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Notifications as they are read. */
@Repository
class R2dbcNotifications {

    /** What only people did whom the recipient does not see any more is not shown. */
    private static final String SHOWN =
            """
            n.recipient_id = :recipient and (n.actor_count = 0 or exists (
                select 1 from notification_actor a where a.notification_id = n.id and %s))
            """
                    .formatted(AuthorVisibility.of("a.actor_id"));

    private static final String SELECT =
            """
            select n.id, n.kind, n.actor_count, p.id as post_id, case when p.removed_at is null then p.title else '' end as title,
                   c.id as comment_id, left(c.body, 200) as excerpt, n.note, n.read_at is not null as read, n.created_at, n.updated_at, latest.ids, latest.names
              from notification n
              left join post p on p.id = n.post_id and {post}
              left join comment c on c.id = n.comment_id and c.removed_at is null and c.post_id = p.id and {comment}
              left join lateral (
                    select array_agg(one.actor_id order by one.at desc) as ids,
                           array_agg(coalesce(m.display_name, '') order by one.at desc) as names
                      from (select a.actor_id, a.at from notification_actor a
                             where a.notification_id = n.id and n.kind <> 'vote' and {actor}
                             order by a.at desc limit 3) one
                      left join member m on m.id = one.actor_id) latest on true
             where
            """
                    .replace("{post}", ContentVisibility.of("p"))
                    .replace("{comment}", ContentVisibility.of("c"))
                    .replace("{actor}", AuthorVisibility.of("a.actor_id"));
    private static final String PAGE =
            SELECT
                    + SHOWN
                    + """
                       and (n.updated_at, n.id) < (:lastAt, :lastId) and (n.read_at is null or not :unread)
                     order by n.updated_at desc, n.id desc limit :limit
                    """;
    private static final String ONE = SELECT + SHOWN + " and n.id = :id";
    private static final String UNREAD =
            "select count(*) from notification n where n.read_at is null and " + SHOWN;

    /** Rows are locked in the order in which notices are given. */
    private static final String READ =
            """
            with mine as (
                select id from notification n
                 where n.recipient_id = :recipient and n.read_at is null
                   and (cast(:ids as uuid[]) is null or n.id = any(:ids))
                   and (cast(:upTo as timestamptz) is null or n.updated_at <= :upTo)
                 order by n.gathering for update
            )
            update notification n set read_at = clock_timestamp() from mine where n.id = mine.id
            returning n.id
            """;

    private static final String UPDATED_AT =
            "select updated_at from notification where recipient_id = :recipient and id = :id";
    private static final String REMOVE_OLD =
            """
            delete from notification where id in (
                select id from notification where updated_at < :before order by updated_at limit 1000)
            """;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final DatabaseClient database;

    R2dbcNotifications(DatabaseClient database) {
        this.database = database;
    }

    Mono<Page<NotificationView>> list(UUID recipient, boolean unread, PageRequest page) {
        Cursor cursor = page.cursor();
        return AuthorVisibility.bind(database.sql(PAGE), seenBy(recipient))
                .bind("recipient", recipient)
                .bind("unread", unread)
                .bind("lastAt", cursor == null ? LATEST : cursor.instant(0))
                .bind("lastId", cursor == null ? HIGHEST : cursor.uuid(1))
                .bind("limit", page.limitPlusOne())
                .map(R2dbcNotifications::toView)
                .all()
                .collectList()
                .map(read ->
                        Page.of(
                                read,
                                page.limit(),
                                last -> Cursor.of(last.updatedAt(), last.id())));
    }

    Mono<NotificationView> find(UUID recipient, UUID id) {
        return AuthorVisibility.bind(database.sql(ONE), seenBy(recipient))
                .bind("recipient", recipient)
                .bind("id", id)
                .map(R2dbcNotifications::toView)
                .one();
    }

    Mono<Long> countUnread(UUID recipient) {
        return AuthorVisibility.bind(database.sql(UNREAD), seenBy(recipient))
                .bind("recipient", recipient)
                .mapValue(Long.class)
                .one();
    }

    Mono<Instant> findUpdatedAt(UUID recipient, UUID id) {
        return database.sql(UPDATED_AT)
                .bind("recipient", recipient)
                .bind("id", id)
                .mapValue(Instant.class)
                .one();
    }

    /** Marks what is unread as read, where it is one of these and not later; answers which. */
    Flux<UUID> read(UUID recipient, UUID @Nullable [] ids, @Nullable Instant upTo) {
        return database.sql(READ)
                .bind("recipient", recipient)
                .bind("ids", NullableValue.of(ids, UUID[].class))
                .bind("upTo", NullableValue.of(upTo, Instant.class))
                .mapValue(UUID.class)
                .all();
    }

    /** Removes some of those that are older; answers how many. */
    Mono<Long> removeSome(Instant before) {
        return database.sql(REMOVE_OLD).bind("before", before).fetch().rowsUpdated();
    }

    /** A moderator's own notifications are no moderation: whom they block is gone for them too. */
    private static Viewer seenBy(UUID recipient) {
        return new Viewer(recipient, false);
    }

    private static NotificationView toView(Readable row) {
        return new NotificationView(
                required(row, "id", UUID.class),
                NoticeKind.find(required(row, "kind", String.class)).orElse(NoticeKind.MODERATION),
                actorsOf(row),
                required(row, "actor_count", Integer.class),
                postOf(row),
                row.get("comment_id", UUID.class),
                row.get("excerpt", String.class),
                row.get("note", String.class),
                required(row, "read", Boolean.class),
                required(row, "created_at", Instant.class),
                required(row, "updated_at", Instant.class));
    }

    private static List<Author> actorsOf(Readable row) {
        UUID[] ids = row.get("ids", UUID[].class);
        String[] names = row.get("names", String[].class);
        return ids == null || names == null
                ? List.of()
                : IntStream.range(0, ids.length)
                        .mapToObj(i -> Author.of(ids[i], names[i].isEmpty() ? null : names[i]))
                        .toList();
    }

    private static NotificationView.@Nullable PostTitle postOf(Readable row) {
        UUID id = row.get("post_id", UUID.class);
        return id == null
                ? null
                : new NotificationView.PostTitle(id, required(row, "title", String.class));
    }
}
