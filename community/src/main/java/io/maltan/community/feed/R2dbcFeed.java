package io.maltan.community.feed;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.member.Viewer;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/**
 * Which posts are in a feed.
 *
 * <p>Whoever follows many, or lives where much is written, finds a page among the latest posts of
 * all, read in their order and no further than needed. Where it is not full among so many, it is
 * looked for by author and region, in all that lies within a preferred one: a page can only come
 * from those who wrote last, so first the latest post of everybody is asked for, and then more of
 * as many people as the page has places.
 */
@Repository
class R2dbcFeed {

    private static final int RECENT = 2_000;

    static final String AMONG_RECENT =
            """
            with recent as (
                select p.id, p.created_at, p.author_id, p.region, p.province, p.municipality from post p
                 where {present} order by p.created_at desc, p.id desc limit :recent
            )
            select p.id, p.created_at from recent p
             where (exists (select 1 from follow f where f.follower_id = :reader and f.followed_id = p.author_id)
                    or array[p.region, p.province, p.municipality] && coalesce(
                        (select m.preferred_regions from member m where m.id = :reader), '{}'))
               and {visible}
             order by p.created_at desc, p.id desc limit :limit
            """;
    static final String BY_SOURCE =
            """
            with followed as (
                select f.followed_id as author_id
                  from follow f cross join lateral (
                        select p.id, p.created_at from post p
                         where p.author_id = f.followed_id and {present}
                         order by p.created_at desc, p.id desc limit 1) newest
                 where f.follower_id = :reader and {followed_visible}
                 order by newest.created_at desc, newest.id desc limit :limit
            ), candidates as (
                select latest.id, latest.created_at
                  from followed f cross join lateral (
                        select p.id, p.created_at from post p
                         where p.author_id = f.author_id and {present}
                         order by p.created_at desc, p.id desc limit :limit) latest
                union
                select latest.id, latest.created_at
                  from member m cross join unnest(m.preferred_regions) preferred (region) cross join lateral (
                        {in_region} union all {in_province} union all {in_municipality}) latest
                 where m.id = :reader
            )
            select id, created_at from candidates order by created_at desc, id desc limit :limit
            """;
    private static final String IN =
            """
            (select p.id, p.created_at from post p
              where p.%s = preferred.region and {present} and {visible}
              order by p.created_at desc, p.id desc limit :limit)
            """;
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final DatabaseClient database;

    R2dbcFeed(DatabaseClient database) {
        this.database = database;
    }

    Mono<Page<UUID>> list(UUID reader, Viewer viewer, PageRequest page) {
        return read(
                        database.sql(complete(AMONG_RECENT)).bind("recent", RECENT),
                        reader,
                        viewer,
                        page)
                .flatMap(recent ->
                        recent.size() == page.limitPlusOne()
                                ? Mono.just(recent)
                                : read(database.sql(complete(BY_SOURCE)), reader, viewer, page))
                .map(read -> Page.of(read, page.limit(), Entry::cursor).map(Entry::id));
    }

    private static Mono<List<Entry>> read(
            GenericExecuteSpec statement, UUID reader, Viewer viewer, PageRequest page) {
        Cursor cursor = page.cursor();
        return AuthorVisibility.bind(statement, viewer)
                .bind("reader", reader)
                .bind("limit", page.limitPlusOne())
                .bind("lastAt", cursor == null ? LATEST : cursor.instant(0))
                .bind("lastId", cursor == null ? HIGHEST : cursor.uuid(1))
                .map(row ->
                        new Entry(
                                required(row, "id", UUID.class),
                                required(row, "created_at", Instant.class)))
                .all()
                .collectList();
    }

    static String complete(String statement) {
        return statement
                .replace("{in_region}", IN.formatted("region"))
                .replace("{in_province}", IN.formatted("province"))
                .replace("{in_municipality}", IN.formatted("municipality"))
                .replace(
                        "{present}",
                        "p.removed_at is null and p.hidden_at is null and (p.created_at, p.id) < (:lastAt, :lastId)")
                .replace("{visible}", AuthorVisibility.of("p.author_id"))
                .replace("{followed_visible}", AuthorVisibility.of("f.followed_id"));
    }

    private record Entry(UUID id, Instant createdAt) {

        Cursor cursor() {
            return Cursor.of(createdAt, id);
        }
    }
}
