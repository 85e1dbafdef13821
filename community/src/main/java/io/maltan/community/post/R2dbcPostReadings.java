package io.maltan.community.post;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.follow.ContentVisibility;
import io.maltan.community.member.Author;
import io.maltan.community.member.Viewer;
import io.maltan.community.vote.Tally;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Posts as they are read. */
@Repository
class R2dbcPostReadings {

    private static final String VISIBLE = ContentVisibility.of("p");
    private static final String ONE =
            "p.id = :id and (p.removed_at is null or s.comment_count > 0) and " + VISIBLE;
    private static final String SOME = "p.id = any(:ids) and p.removed_at is null and " + VISIBLE;
    private static final String REVISIONS =
            """
            select version, title, body, body_html, written_at from post_revision
             where post_id = :id and version < :before
             order by version desc limit :limit
            """;
    private static final String ADD_VIEWS =
            """
            insert into post_views (post_id, views)
            select id, views from unnest(:ids, :views) as given (id, views) order by id
            on conflict (post_id) do update set views = post_views.views + excluded.views
            """;

    /**
     * Rare terms want the text index, common ones the index of the order: a plan that knows the
     * terms.
     */
    private static final String PLAN_FOR_TERMS = "set local plan_cache_mode = force_custom_plan";

    private final DatabaseClient database;
    private final TransactionalOperator transactional;

    R2dbcPostReadings(DatabaseClient database, TransactionalOperator transactional) {
        this.database = database;
        this.transactional = transactional;
    }

    /** A post that the viewer may see, or its tombstone. */
    Mono<PostView> find(UUID id, Viewer viewer) {
        return AuthorVisibility.bind(database.sql(PostQuery.SELECT + ONE).bind("id", id), viewer)
                .map(row -> toView(row, viewer))
                .one();
    }

    /** Those of the posts that are still there for the viewer, in no particular order. */
    Flux<PostView> findAll(List<UUID> ids, Viewer viewer) {
        return AuthorVisibility.bind(
                        database.sql(PostQuery.SELECT + SOME).bind("ids", ids.toArray(UUID[]::new)),
                        viewer)
                .map(row -> toView(row, viewer))
                .all();
    }

    Mono<Page<PostView>> list(PostSearch search, PostOrder order, Viewer viewer, PageRequest page) {
        SortKeys keys = SortKeys.of(order);
        Mono<Page<PostView>> listed =
                search.isBoard() && order != PostOrder.TOP
                        ? pinnedFirst(search, keys, viewer, page)
                        : select(search, keys, null, viewer, page);
        return search.terms().isEmpty() && search.tag() == null
                ? listed
                : database.sql(PLAN_FOR_TERMS).then().then(listed).as(transactional::transactional);
    }

    /** What is pinned, in the order asked for, and after that the rest; the cursor knows which. */
    private Mono<Page<PostView>> pinnedFirst(
            PostSearch search, SortKeys keys, Viewer viewer, PageRequest page) {
        Cursor cursor = page.cursor();
        int wanted = page.limitPlusOne();
        Mono<List<Ranked>> read =
                cursor != null && keys.isAfterPinned(cursor)
                        ? read(search, keys, false, viewer, cursor, wanted)
                        : read(search, keys, true, viewer, cursor, wanted)
                                .flatMap(pinned -> filledUp(pinned, search, keys, viewer, wanted));
        return read.map(found -> Page.of(found, page.limit(), keys::cursorAfter).map(Ranked::post));
    }

    private Mono<List<Ranked>> filledUp(
            List<Ranked> pinned, PostSearch search, SortKeys keys, Viewer viewer, int wanted) {
        if (pinned.size() >= wanted) {
            return Mono.just(pinned);
        }
        return read(search, keys, false, viewer, null, wanted - pinned.size())
                .map(rest -> Stream.concat(pinned.stream(), rest.stream()).toList());
    }

    private Mono<Page<PostView>> select(
            PostSearch search,
            SortKeys keys,
            @Nullable Boolean pinned,
            Viewer viewer,
            PageRequest page) {
        return read(search, keys, pinned, viewer, page.cursor(), page.limitPlusOne())
                .map(read -> Page.of(read, page.limit(), keys::cursorAfter).map(Ranked::post));
    }

    /**
     * Reads in an order.
     *
     * @param pinned what is pinned, or what is not; null for both
     */
    private Mono<List<Ranked>> read(
            PostSearch search,
            SortKeys keys,
            @Nullable Boolean pinned,
            Viewer viewer,
            @Nullable Cursor cursor,
            int limit) {
        PostQuery query = PostQuery.of(search, keys, pinned, cursor);
        return AuthorVisibility.bind(database.sql(query.sql()).bindValues(query.values()), viewer)
                .bind("limit", limit)
                .map(row -> new Ranked(toView(row, viewer), required(row, "hot", Double.class)))
                .all()
                .collectList();
    }

    Mono<Page<PostRevision>> revisions(UUID id, PageRequest page) {
        return database.sql(REVISIONS)
                .bind("id", id)
                .bind("before", page.cursor() == null ? Long.MAX_VALUE : page.cursor().number(0))
                .bind("limit", page.limitPlusOne())
                .map(R2dbcPostReadings::toRevision)
                .all()
                .collectList()
                .map(read -> Page.of(read, page.limit(), last -> Cursor.of(last.version())));
    }

    Mono<Void> addViews(Map<UUID, Long> views) {
        List<Map.Entry<UUID, Long>> entries = List.copyOf(views.entrySet());
        return database.sql(ADD_VIEWS)
                .bind("ids", entries.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
                .bind("views", entries.stream().map(Map.Entry::getValue).toArray(Long[]::new))
                .then();
    }

    private static PostView toView(Readable row, Viewer viewer) {
        UUID authorId = required(row, "author_id", UUID.class);
        boolean removed = required(row, "removed", Boolean.class);
        PostView view =
                new PostView(
                        required(row, "id", UUID.class),
                        Author.of(authorId, row.get("display_name", String.class)),
                        required(row, "title", String.class),
                        required(row, "body", String.class),
                        required(row, "body_html", String.class),
                        Category.find(required(row, "category", String.class))
                                .orElse(Category.FREE),
                        row.get("region", String.class),
                        placeOf(row),
                        photosOf(row),
                        List.of(required(row, "tags", String[].class)),
                        null,
                        tallyOf(row, viewer),
                        required(row, "comment_count", Integer.class),
                        required(row, "views", Long.class),
                        required(row, "pinned", Boolean.class),
                        required(row, "version", Long.class),
                        required(row, "created_at", Instant.class),
                        row.get("edited_at", Instant.class),
                        null,
                        required(row, "hidden", Boolean.class) ? true : null);
        return removed ? view.asTombstone() : view;
    }

    private static List<PostView.Photo> photosOf(Readable row) {
        return Arrays.stream(required(row, "photos", UUID[].class))
                .map(PostView.Photo::of)
                .toList();
    }

    private static PostView.@Nullable PlaceName placeOf(Readable row) {
        UUID id = row.get("place_id", UUID.class);
        String name = row.get("place_name", String.class);
        return id == null || name == null ? null : new PostView.PlaceName(id, name);
    }

    private static Tally tallyOf(Readable row, Viewer viewer) {
        return new Tally(
                required(row, "up_count", Integer.class),
                required(row, "down_count", Integer.class),
                viewer.id() == null ? null : required(row, "mine", Integer.class));
    }

    private static PostRevision toRevision(Readable row) {
        return new PostRevision(
                required(row, "version", Long.class),
                required(row, "title", String.class),
                required(row, "body", String.class),
                required(row, "body_html", String.class),
                required(row, "written_at", Instant.class));
    }

    record Ranked(PostView post, double hot) {}
}
