package io.maltan.community.comment;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.member.Author;
import io.maltan.community.post.PostThreads;
import io.maltan.platform.person.PersonalData;
import java.time.Instant;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The comments that somebody wrote. Where others have replied an empty place in the thread is left.
 */
@Component
class CommentsOfPerson implements PersonalData {

    private static final String EXPORT =
            "select id, post_id, body, created_at from comment where author_id = :person";

    /** Threads in one order, so that two erasures do not wait for one another in a circle. */
    private static final String OWN =
            """
            select id, post_id from comment where author_id = :person
             order by post_id, cardinality(path) desc, id
            """;

    private static final String FORGET =
            """
            update comment
               set author_id = :nobody, body = '', body_html = '', mentions = '{}', removed_at = coalesce(removed_at, now()),
                   removed_by_case = null
             where author_id = :person
            """;

    private final DatabaseClient database;
    private final R2dbcComments comments;
    private final Threading threading;
    private final PostThreads posts;

    CommentsOfPerson(
            DatabaseClient database,
            R2dbcComments comments,
            Threading threading,
            PostThreads posts) {
        this.database = database;
        this.comments = comments;
        this.threading = threading;
        this.posts = posts;
    }

    @Override
    public String section() {
        return "comments";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(EXPORT)
                .bind("person", person)
                .map(row ->
                        new Text(
                                required(row, "id", UUID.class),
                                required(row, "post_id", UUID.class),
                                required(row, "body", String.class),
                                required(row, "created_at", Instant.class)))
                .all();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return database.sql(OWN)
                .bind("person", person)
                .map(row ->
                        new Place(
                                required(row, "id", UUID.class),
                                required(row, "post_id", UUID.class)))
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(this::remove)
                .then(
                        database.sql(FORGET)
                                .bind("person", person)
                                .bind("nobody", Author.NOBODY)
                                .then());
    }

    /**
     * Past events that name the person are taken away, so streams would miss removals: they are
     * told once more, of what was removed before too.
     */
    private Mono<Void> remove(Place place) {
        return posts.lock(place.postId())
                .then(comments.findAny(place.id()))
                .map(Comment::anonymous)
                .flatMap(comment ->
                        comment.removed()
                                ? threading.announceRemoval(comment)
                                : threading.remove(comment, null));
    }

    /** A comment, as it is handed to its author. */
    record Text(UUID id, UUID postId, String body, Instant createdAt) {}

    private record Place(UUID id, UUID postId) {}
}
