package io.maltan.community.post;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.member.Author;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.person.PersonalData;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The posts that somebody wrote. What others have said below them stays readable: of the post
 * itself a tombstone is left that tells nothing, and nothing of its author.
 */
@Component
class PostsOfPerson implements PersonalData {

    private static final String EXPORT =
            """
            select p.id, 0 as former, p.title, p.body, p.category, p.region, p.place_id, p.photos, p.created_at, p.edited_at,
                   m.starts_at, m.location, m.capacity, m.deadline, m.cancelled
              from post p left join meetup m on m.post_id = p.id where p.author_id = :person
            union all
            select r.post_id, r.version, r.title, r.body, p.category, p.region, p.place_id, '{}', r.written_at, null,
                   null, null, null, null, null
              from post_revision r join post p on p.id = r.post_id where p.author_id = :person
            """;
    private static final String OWN =
            "select post_id from post_standing where post_id in (select id from post where author_id = :person) order by post_id for update";
    private static final String FORGET_REVISIONS =
            "delete from post_revision where post_id in (select id from post where author_id = :person)";
    private static final String FORGET_PLACES =
            "update meetup set location = '' where post_id in (select id from post where author_id = :person)";
    private static final String FORGET =
            """
            with gone as (
                update post
                   set author_id = :nobody, title = '', body = '', body_html = '', photos = '{}', tags = '{}',
                       mentions = '{}', pinned = false, removed_at = coalesce(removed_at, now()), removed_by_case = null
                 where author_id = :person
                returning id
            )
            update post_standing set removed = true from gone where post_id = gone.id
            """;

    private final DatabaseClient database;
    private final R2dbcPosts posts;
    private final Meetups meetups;
    private final Outbox outbox;

    PostsOfPerson(DatabaseClient database, R2dbcPosts posts, Meetups meetups, Outbox outbox) {
        this.database = database;
        this.posts = posts;
        this.meetups = meetups;
        this.outbox = outbox;
    }

    @Override
    public String section() {
        return "posts";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(EXPORT).bind("person", person).map(PostsOfPerson::toText).all();
    }

    /** Whoever meant to come to one of their meetups hears that it does not take place. */
    @Override
    public Mono<Void> erase(UUID person) {
        return database.sql(OWN)
                .bind("person", person)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .concatMap(posts::findAny)
                .concatMap(this::withdraw)
                .then(run(FORGET_REVISIONS, person))
                .then(run(FORGET_PLACES, person))
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
    private Mono<Void> withdraw(Post post) {
        return (post.removed() ? Mono.<Void>empty() : meetups.withdraw(post))
                .then(outbox.append(PostEvents.removed(post.anonymous())));
    }

    private Mono<Void> run(String statement, UUID person) {
        return database.sql(statement).bind("person", person).then();
    }

    private static Text toText(Readable row) {
        int former = required(row, "former", Integer.class);
        return new Text(
                required(row, "id", UUID.class),
                former == 0 ? null : former,
                required(row, "title", String.class),
                required(row, "body", String.class),
                required(row, "category", String.class),
                row.get("region", String.class),
                row.get("place_id", UUID.class),
                List.of(required(row, "photos", UUID[].class)),
                required(row, "created_at", Instant.class),
                row.get("edited_at", Instant.class),
                row.get("starts_at", Instant.class) == null ? null : R2dbcMeetups.toPlan(row));
    }

    /**
     * A post, or one of its former versions.
     *
     * @param formerVersion absent for the post as it is
     */
    record Text(
            UUID id,
            @Nullable Integer formerVersion,
            String title,
            String body,
            String category,
            @Nullable String region,
            @Nullable UUID placeId,
            List<UUID> photos,
            Instant createdAt,
            @Nullable Instant editedAt,
            @Nullable MeetupPlan meetup) {}
}
