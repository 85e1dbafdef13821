package io.maltan.community.follow;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.member.Author;
import io.maltan.community.member.Viewer;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Follows and blocks; what changes one answers how many rows it changed. */
@Repository
class R2dbcRelations {

    private static final String ADD_FOLLOW =
            "insert into follow (follower_id, followed_id) values (:from, :to) on conflict do nothing";
    private static final String REMOVE_FOLLOW =
            "delete from follow where follower_id = :from and followed_id = :to";
    private static final String ADD_BLOCK =
            "insert into block (blocker_id, blocked_id) values (:from, :to) on conflict do nothing";
    private static final String REMOVE_BLOCK =
            "delete from block where blocker_id = :from and blocked_id = :to";
    private static final String ADD_MUTE =
            "insert into mute (muter_id, muted_id) values (:from, :to) on conflict do nothing";
    private static final String REMOVE_MUTE =
            "delete from mute where muter_id = :from and muted_id = :to";

    /** What two people do to one another, also on other replicas, follows one another. */
    private static final String LOCK =
            """
            select pg_advisory_xact_lock(
                hashtextextended(least(:one, :other)::text || greatest(:one, :other)::text, 23))
            """;

    private static final String IS_BLOCKED =
            """
            select exists (
                select 1 from block
                 where (blocker_id = :one and blocked_id = :other) or (blocker_id = :other and blocked_id = :one))
            """;
    private static final String HIDDEN =
            """
            select blocked_id from block where blocker_id = :viewer
            union
            select blocker_id from block where blocked_id = :shunned
            union
            select muted_id from mute where muter_id = :viewer
            """;
    private static final String HIDDEN_AMONG =
            """
            select distinct given.viewer
              from unnest(:viewers, :moderators) as given (viewer, moderator)
             cross join unnest(:authors) as author (id)
             cross join lateral (select case when given.moderator then null else given.viewer end as shunned) who
             where not
            """
                    + AuthorVisibility.between("given.viewer", "who.shunned", "author.id");
    private static final String OTHERS =
            """
            select r.{other} as id, m.display_name, r.since
              from {relation} r left join member m on m.id = r.{other}
             where r.{person} = :person and (r.since, r.{other}) < (:lastSince, :lastId)
             order by r.since desc, r.{other} desc limit :limit
            """;

    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
    private static final UUID HIGHEST = new UUID(-1, -1);

    private final DatabaseClient database;

    R2dbcRelations(DatabaseClient database) {
        this.database = database;
    }

    /** Keeps the two from following and blocking one another until the transaction ends. */
    Mono<Void> lock(UUID one, UUID other) {
        return database.sql(LOCK).bind("one", one).bind("other", other).then();
    }

    Mono<Long> addFollow(UUID follower, UUID followed) {
        return change(ADD_FOLLOW, follower, followed);
    }

    Mono<Long> removeFollow(UUID follower, UUID followed) {
        return change(REMOVE_FOLLOW, follower, followed);
    }

    Mono<Long> addBlock(UUID blocker, UUID blocked) {
        return change(ADD_BLOCK, blocker, blocked);
    }

    Mono<Long> removeBlock(UUID blocker, UUID blocked) {
        return change(REMOVE_BLOCK, blocker, blocked);
    }

    Mono<Long> addMute(UUID muter, UUID muted) {
        return change(ADD_MUTE, muter, muted);
    }

    Mono<Long> removeMute(UUID muter, UUID muted) {
        return change(REMOVE_MUTE, muter, muted);
    }

    Mono<Boolean> isBlocked(UUID one, UUID other) {
        return database.sql(IS_BLOCKED)
                .bind("one", one)
                .bind("other", other)
                .mapValue(Boolean.class)
                .one();
    }

    Mono<Set<UUID>> hiddenFrom(Viewer viewer) {
        return AuthorVisibility.bind(database.sql(HIDDEN), viewer)
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Those viewers who do not see at least one of the authors. */
    Mono<Set<UUID>> blind(List<Viewer> viewers, Set<UUID> authors) {
        return database.sql(HIDDEN_AMONG)
                .bind("viewers", viewers.stream().map(Viewer::id).toArray(UUID[]::new))
                .bind("moderators", viewers.stream().map(Viewer::moderator).toArray(Boolean[]::new))
                .bind("authors", authors.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** With whom somebody has a relation, the latest first. */
    Mono<Page<RelationView>> list(Relation relation, UUID person, PageRequest page) {
        Cursor cursor = page.cursor();
        return database.sql(relation.in(OTHERS))
                .bind("person", person)
                .bind("lastSince", cursor == null ? LATEST : cursor.instant(0))
                .bind("lastId", cursor == null ? HIGHEST : cursor.uuid(1))
                .bind("limit", page.limitPlusOne())
                .map(R2dbcRelations::toView)
                .all()
                .collectList()
                .map(read -> Page.of(read, page.limit(), RelationView::cursor));
    }

    private static RelationView toView(Readable row) {
        return new RelationView(
                Author.of(required(row, "id", UUID.class), row.get("display_name", String.class)),
                required(row, "since", Instant.class));
    }

    private Mono<Long> change(String statement, UUID from, UUID to) {
        return database.sql(statement).bind("from", from).bind("to", to).fetch().rowsUpdated();
    }
}
