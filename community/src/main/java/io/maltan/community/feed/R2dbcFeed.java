package io.maltan.community.feed;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.member.Viewer;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Which posts are in a feed. From each followed person and each preferred region at most a page is
 * read, from an index in the feed's order.
 */
@Repository
class R2dbcFeed {

    private static final String PAGE =
            """
            with candidates as (
                (select latest.id, latest.created_at
                   from follow f cross join lateral (
                        select p.id, p.created_at from post p
                         where p.author_id = f.followed_id and {present}
                         order by p.created_at desc, p.id desc limit :limit) latest
                  where f.follower_id = :reader
                  order by latest.created_at desc, latest.id desc limit :limit)
                union
                (select latest.id, latest.created_at
                   from member m cross join unnest(m.preferred_regions) preferred (region) cross join lateral (
                        select p.id, p.created_at from post p
                         where p.region = preferred.region and {present} and {visible}
                         order by p.created_at desc, p.id desc limit :limit) latest
                  where m.id = :reader
                  order by latest.created_at desc, latest.id desc limit :limit)
            )
            select id, created_at from candidates order by created_at desc, id desc limit :limit
            """
                    .replace(
                            "{present}",
                            "p.removed_at is null and p.hidden_at is null and (p.created_at, p.id) < (:lastAt, :lastId)")
                    .replace("{visible}", AuthorVisibility.of("p.author_id"));
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final DatabaseClient database;

    R2dbcFeed(DatabaseClient database) {
        this.database = database;
    }

    Mono<Page<UUID>> list(UUID reader, Viewer viewer, PageRequest page) {
        Cursor cursor = page.cursor();
        return AuthorVisibility.bind(database.sql(PAGE), viewer)
                .bind("reader", reader)
                .bind("limit", page.limitPlusOne())
                .bind("lastAt", cursor == null ? LATEST : cursor.instant(0))
                .bind("lastId", cursor == null ? HIGHEST : cursor.uuid(1))
                .map(row ->
                        new Entry(
                                required(row, "id", UUID.class),
                                required(row, "created_at", Instant.class)))
                .all()
                .collectList()
                .map(read -> Page.of(read, page.limit(), Entry::cursor).map(Entry::id));
    }

    private record Entry(UUID id, Instant createdAt) {

        Cursor cursor() {
            return Cursor.of(createdAt, id);
        }
    }
}
