package io.maltan.community.post;

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

/** Posts as they are written. Whatever changes a post or its thread locks its standing first. */
@Repository
class R2dbcPosts {

    private static final String ADD =
            """
            with written as (
                insert into post (id, author_id, title, body, body_html, category, region, place_id, photos, tags,
                                  mentions, version, created_at, hidden_at, told)
                values (:id, :author, :title, :body, :bodyHtml, :category, :region, :place, :photos, :tags,
                        :mentions, 1, :createdAt, case when :held then now() end, not :held)
                returning id, region, created_at
            )
            insert into post_standing (post_id, region, created_at) select id, region, created_at from written
            """;
    private static final String LOCK =
            "select post_id from post_standing where post_id = :id for update";
    private static final String SELECT =
            """
            select p.id, p.author_id, p.title, p.body, p.category, p.region, p.place_id, p.photos, p.version, p.created_at,
                   p.edited_at, p.hidden_at is not null as hidden,
                   p.removed_at is not null as removed
              from post p join post_standing s on s.post_id = p.id
             where p.id = :id
            """;
    private static final String FIND =
            SELECT
                    + " and (p.removed_at is null or s.comment_count > 0) and "
                    + ContentVisibility.of("p");
    private static final String HIDE =
            "update post set hidden_at = now(), pinned = false where id = :id";
    private static final String MARK_TOLD =
            "update post set told = true where id = :id and not told";
    private static final String SHOW = "update post set hidden_at = null where id = :id";
    private static final String MENTIONS = "select mentions from post where id = :id";

    /** Those of the last fifty edits are kept, however often somebody edits. */
    private static final String KEEP_REVISION =
            """
            with forgotten as (
                delete from post_revision
                 where post_id = :id and version <= (select version from post where id = :id) - 50
            )
            insert into post_revision (post_id, version, title, body, body_html, written_at)
            select id, version, title, body, body_html, coalesce(edited_at, created_at) from post where id = :id
            """;

    private static final String REPLACE =
            """
            with edited as (
                update post
                   set title = :title, body = :body, body_html = :bodyHtml, category = :category, region = :region,
                       place_id = :place, photos = :photos, tags = :tags, mentions = :mentions, version = :version, edited_at = :editedAt
                 where id = :id
                returning id, region
            )
            update post_standing set region = edited.region from edited where post_id = edited.id
            """;
    private static final String REMOVE =
            """
            with gone as (
                update post set removed_at = now(), removed_by_case = :case, pinned = false where id = :id returning id
            )
            update post_standing set removed = true from gone where post_id = gone.id
            """;
    private static final String BRING_BACK =
            """
            with back as (
                update post set removed_at = null, removed_by_case = null
                 where id = :id and removed_by_case = :case
                returning id
            )
            update post_standing set removed = false from back where post_id = back.id
            """;
    private static final String PIN =
            "update post set pinned = :pinned where id = :id and pinned <> :pinned";
    private static final String COUNT_COMMENTS =
            "update post_standing set comment_count = comment_count + :change where post_id = :id";

    private final DatabaseClient database;

    R2dbcPosts(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param held whether only its author and moderators see the post, and nobody hears of it
     */
    Mono<Void> add(Post post, WrittenText text, boolean held) {
        return bindContent(database.sql(ADD), post, text)
                .bind("held", held)
                .bind("author", post.authorId())
                .bind("createdAt", post.createdAt())
                .then();
    }

    /** Keeps everybody else from changing the post or its thread until the transaction ends. */
    Mono<Void> lock(UUID id) {
        return database.sql(LOCK).bind("id", id).then();
    }

    /** A post that the viewer may see, or its tombstone. */
    Mono<Post> find(UUID id, Viewer viewer) {
        return AuthorVisibility.bind(database.sql(FIND).bind("id", id), viewer)
                .map(R2dbcPosts::toPost)
                .one();
    }

    /** A post whatever its state, whoever asks. */
    Mono<Post> findAny(UUID id) {
        return database.sql(SELECT).bind("id", id).map(R2dbcPosts::toPost).one();
    }

    Mono<Void> hide(UUID id) {
        return database.sql(HIDE).bind("id", id).then();
    }

    Mono<Void> show(UUID id) {
        return database.sql(SHOW).bind("id", id).then();
    }

    /** Answers whether nobody was told of the post so far. */
    Mono<Boolean> markTold(UUID id) {
        return database.sql(MARK_TOLD).bind("id", id).fetch().rowsUpdated().map(rows -> rows == 1);
    }

    /** Whom a post mentions. */
    Mono<List<UUID>> findMentions(UUID id) {
        return database.sql(MENTIONS).bind("id", id).mapValue(UUID[].class).one().map(List::of);
    }

    /** Stores an edit and keeps how the post read before. */
    Mono<Void> replace(Post edited, WrittenText text) {
        return database.sql(KEEP_REVISION)
                .bind("id", edited.id())
                .then()
                .then(
                        bindContent(database.sql(REPLACE), edited, text)
                                .bind("version", edited.version())
                                .bind("editedAt", edited.writtenAt())
                                .then());
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

    /** Answers whether it was this case that had removed the post. */
    Mono<Boolean> bringBack(UUID id, UUID caseId) {
        return database.sql(BRING_BACK)
                .bind("id", id)
                .bind("case", caseId)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    /** Whether it was not so before. */
    Mono<Boolean> pin(UUID id, boolean pinned) {
        return database.sql(PIN)
                .bind("id", id)
                .bind("pinned", pinned)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> countComments(UUID id, int change) {
        return database.sql(COUNT_COMMENTS).bind("id", id).bind("change", change).then();
    }

    private DatabaseClient.GenericExecuteSpec bindContent(
            DatabaseClient.GenericExecuteSpec statement, Post post, WrittenText text) {
        PostContent content = post.content();
        return statement
                .bind("id", post.id())
                .bind("title", content.title())
                .bind("body", content.body())
                .bind("bodyHtml", text.html())
                .bind("category", content.category().code())
                .bind("region", NullableValue.of(content.region(), String.class))
                .bind("place", NullableValue.of(content.placeId(), UUID.class))
                .bind("photos", content.photos().toArray(UUID[]::new))
                .bind("tags", text.tags().toArray(String[]::new))
                .bind("mentions", text.mentions().toArray(UUID[]::new));
    }

    private static Post toPost(Readable row) {
        return new Post(
                required(row, "id", UUID.class),
                required(row, "author_id", UUID.class),
                toContent(row),
                required(row, "version", Long.class),
                required(row, "created_at", Instant.class),
                row.get("edited_at", Instant.class),
                required(row, "removed", Boolean.class),
                required(row, "hidden", Boolean.class));
    }

    private static PostContent toContent(Readable row) {
        return new PostContent(
                required(row, "title", String.class),
                required(row, "body", String.class),
                Category.find(required(row, "category", String.class)).orElse(Category.FREE),
                row.get("region", String.class),
                row.get("place_id", UUID.class),
                List.of(required(row, "photos", UUID[].class)));
    }
}
