package io.maltan.community.follow;

import io.maltan.community.member.Viewer;
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
            """;

    private final DatabaseClient database;

    R2dbcRelations(DatabaseClient database) {
        this.database = database;
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

    private Mono<Long> change(String statement, UUID from, UUID to) {
        return database.sql(statement).bind("from", from).bind("to", to).fetch().rowsUpdated();
    }
}
