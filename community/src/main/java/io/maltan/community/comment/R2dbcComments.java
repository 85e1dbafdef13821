package io.maltan.community.comment;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.follow.ContentVisibility;
import io.maltan.community.member.Viewer;
import io.maltan.community.sql.NullableValue;
import io.maltan.community.text.WrittenText;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Comments as they are written; the thread of their post is locked meanwhile. */
@Repository
class R2dbcComments {

    private static final String ADD =
            """
            insert into comment (id, post_id, parent_id, root_id, path, depth, author_id, body, body_html, mentions, version,
                                 created_at, hidden_at, told)
            values (:id, :post, :parent, :root, :path, :depth, :author, :body, :bodyHtml, :mentions, 1,
                    :createdAt, case when :held then now() end, not :held)
            """;

    private static final String SELECT =
            """
            select c.id, c.post_id, c.path, c.author_id, c.body, c.version, c.reply_count, c.created_at, c.edited_at,
                   c.removed_at is not null as removed, c.hidden_at is not null as hidden
              from comment c join post p on p.id = c.post_id
             where c.id = :id
            """;

    /** The comment itself, not its tombstone, for somebody who sees both it and its post. */
    private static final String FIND =
            SELECT
                    + " and c.removed_at is null and %s and %s"
                            .formatted(ContentVisibility.of("c"), ContentVisibility.of("p"));

    private static final String FIND_OWN =
            SELECT + " and c.removed_at is null and c.author_id = :author";

    private static final String HIDE = "update comment set hidden_at = now() where id = :id";
    private static final String SHOW = "update comment set hidden_at = null where id = :id";

    /** Counts a reply that has come back; answers whether the comment above had vanished itself. */
    private static final String REPLY_APPEARED =
            """
            update comment set reply_count = reply_count + 1 where id = :id
            returning removed_at is not null and reply_count = 1 as appeared
            """;

    private static final String MARK_TOLD =
            "update comment set told = true where id = :id and not told";
    private static final String LOCK = "select id from comment where id = :id for update";
    private static final String POST_OF = "select post_id from comment where id = :id";
    private static final String MENTIONS = "select mentions from comment where id = :id";
    private static final String REPLACE =
            "update comment set body = :body, body_html = :bodyHtml, mentions = :mentions, version = :version, edited_at = :editedAt where id = :id";
    private static final String REMOVE =
            "update comment set removed_at = now(), removed_by_case = :case where id = :id";
    private static final String BRING_BACK =
            """
            update comment set removed_at = null, removed_by_case = null
             where id = :id and removed_by_case = :case
            """;
    private static final String REPLY_ADDED =
            "update comment set reply_count = reply_count + 1 where id = :id";

    /**
     * Takes a vanished comment from the one above; where that was a tombstone and has none left, it
     * has vanished too.
     */
    private static final String REPLY_VANISHED =
            """
            update comment set reply_count = reply_count - 1 where id = :id
            returning removed_at is not null and reply_count = 0 as vanished
            """;

    private final DatabaseClient database;

    R2dbcComments(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param held whether only its author and moderators see the comment, and nobody hears of it
     */
    Mono<Void> add(Comment comment, WrittenText text, boolean held) {
        return database.sql(ADD)
                .bind("id", comment.id())
                .bind("post", comment.postId())
                .bind("parent", NullableValue.of(comment.parentId(), UUID.class))
                .bind("root", comment.rootId())
                .bind("path", comment.path().toArray(UUID[]::new))
                .bind("depth", comment.depth())
                .bind("author", comment.authorId())
                .bind("body", comment.body())
                .bind("bodyHtml", text.html())
                .bind("mentions", text.mentions().toArray(UUID[]::new))
                .bind("createdAt", comment.createdAt())
                .bind("held", held)
                .then();
    }

    Mono<Comment> find(UUID id, Viewer viewer) {
        return AuthorVisibility.bind(database.sql(FIND).bind("id", id), viewer)
                .map(R2dbcComments::toComment)
                .one();
    }

    /** What somebody wrote and has not removed, even where they do not see its post any more. */
    Mono<Comment> findOwn(UUID id, UUID author) {
        return database.sql(FIND_OWN)
                .bind("id", id)
                .bind("author", author)
                .map(R2dbcComments::toComment)
                .one();
    }

    /** Keeps everybody else from voting on the comment until the transaction ends. */
    Mono<Void> lock(UUID id) {
        return database.sql(LOCK).bind("id", id).then();
    }

    /** The post that a comment belongs to, whoever asks. */
    Mono<UUID> findPostOf(UUID id) {
        return database.sql(POST_OF).bind("id", id).mapValue(UUID.class).one();
    }

    /** A comment whatever its state, whoever asks. */
    Mono<Comment> findAny(UUID id) {
        return database.sql(SELECT).bind("id", id).map(R2dbcComments::toComment).one();
    }

    Mono<Void> hide(UUID id) {
        return database.sql(HIDE).bind("id", id).then();
    }

    Mono<Void> show(UUID id) {
        return database.sql(SHOW).bind("id", id).then();
    }

    /** Answers whether nobody was told of the comment so far. */
    Mono<Boolean> markTold(UUID id) {
        return database.sql(MARK_TOLD).bind("id", id).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** Answers whether the comment above has come back with it. */
    Mono<Boolean> replyAppeared(UUID id) {
        return database.sql(REPLY_APPEARED).bind("id", id).mapValue(Boolean.class).one();
    }

    /** Whom a comment mentions. */
    Mono<List<UUID>> findMentions(UUID id) {
        return database.sql(MENTIONS).bind("id", id).mapValue(UUID[].class).one().map(List::of);
    }

    Mono<Void> replace(Comment comment, WrittenText text) {
        return database.sql(REPLACE)
                .bind("id", comment.id())
                .bind("body", comment.body())
                .bind("bodyHtml", text.html())
                .bind("mentions", text.mentions().toArray(UUID[]::new))
                .bind("version", comment.version())
                .bind("editedAt", NullableValue.of(comment.editedAt(), Instant.class))
                .then();
    }

    /**
     * @param caseId the case that removes it; null where its author does
     */
    Mono<Void> remove(UUID id, @Nullable UUID caseId) {
        return database.sql(REMOVE)
                .bind("id", id)
                .bind("case", NullableValue.of(caseId, UUID.class))
                .then();
    }

    /** Answers whether it was this case that had removed the comment. */
    Mono<Boolean> bringBack(UUID id, UUID caseId) {
        return database.sql(BRING_BACK)
                .bind("id", id)
                .bind("case", caseId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> replyAdded(UUID id) {
        return database.sql(REPLY_ADDED).bind("id", id).then();
    }

    /** Answers whether the comment above has vanished with it. */
    Mono<Boolean> replyVanished(UUID id) {
        return database.sql(REPLY_VANISHED).bind("id", id).mapValue(Boolean.class).one();
    }

    private static Comment toComment(Readable row) {
        return new Comment(
                required(row, "id", UUID.class),
                required(row, "post_id", UUID.class),
                List.of(required(row, "path", UUID[].class)),
                required(row, "author_id", UUID.class),
                required(row, "body", String.class),
                required(row, "version", Long.class),
                required(row, "reply_count", Integer.class),
                required(row, "created_at", Instant.class),
                row.get("edited_at", Instant.class),
                required(row, "removed", Boolean.class),
                required(row, "hidden", Boolean.class));
    }
}
