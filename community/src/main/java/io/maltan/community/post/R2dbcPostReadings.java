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
import io.maltan.platform.problem.Invalid;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
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

    private static final String SELECT =
            """
            select p.id, p.author_id, m.display_name, p.title, p.body, p.body_html, p.category, p.region,
                   p.photos, p.tags, p.hidden_at is not null as hidden, p.place_id, l.name as place_name, s.up_count, s.down_count, coalesce(v.value, 0) as mine,
                   s.comment_count, coalesce(w.views, 0) as views, s.hot, p.pinned, p.version, p.created_at, p.edited_at,
                   p.removed_at is not null as removed
              from post p
              join post_standing s on s.post_id = p.id
              left join member m on m.id = p.author_id
              left join place_link l on l.id = p.place_id
              left join post_views w on w.post_id = p.id
              left join post_vote v on v.post_id = p.id and v.voter_id = :viewer
             where
            """;
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
        return AuthorVisibility.bind(database.sql(SELECT + ONE).bind("id", id), viewer)
                .map(row -> toView(row, viewer))
                .one();
    }

    /** Those of the posts that are still there for the viewer, in no particular order. */
    Flux<PostView> findAll(List<UUID> ids, Viewer viewer) {
        return AuthorVisibility.bind(
                        database.sql(SELECT + SOME).bind("ids", ids.toArray(UUID[]::new)), viewer)
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
        Query query = query(search, keys, pinned, cursor);
        return AuthorVisibility.bind(database.sql(query.sql()).bindValues(query.values()), viewer)
                .bind("limit", limit)
                .map(row -> new Ranked(toView(row, viewer), required(row, "hot", Double.class)))
                .all()
                .collectList();
    }

    static Query query(
            PostSearch search, SortKeys keys, @Nullable Boolean pinned, @Nullable Cursor cursor) {
        Conditions conditions = Conditions.of(search, keys, pinned, cursor);
        return new Query(
                SELECT + conditions.toSql() + keys.orderBy() + " limit :limit", conditions.values);
    }

    /** A statement and what is to be bound to it. */
    record Query(String sql, Map<String, Object> values) {}

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

    /**
     * The columns of an order, chosen so that one index serves both the filter by region and the
     * order.
     */
    enum SortKeys {
        NEW("p", "p.created_at", "p.id", "p.removed_at is null"),
        HOT("s", "s.hot", "s.post_id", "not s.removed"),
        TOP("s", "s.score", "s.post_id", "not s.removed");

        private final String table;
        private final String key;
        private final String id;
        private final String present;

        SortKeys(String table, String key, String id, String present) {
            this.table = table;
            this.key = key;
            this.id = id;
            this.present = present;
        }

        static SortKeys of(PostOrder order) {
            return valueOf(order.name());
        }

        /** A province or a municipality stands for all that lies within. */
        String inRegion(@Nullable String region) {
            return "%s.%s = :region".formatted(table, region == null ? "region" : columnOf(region));
        }

        private static String columnOf(String region) {
            if (RegionCode.isProvince(region)) {
                return "province";
            }
            return RegionCode.isMunicipality(region) ? "municipality" : "region";
        }

        String orderBy() {
            return " order by %s desc, %s desc".formatted(key, id);
        }

        String after() {
            return "(%s, %s) < (:lastKey, :lastId)".formatted(key, id);
        }

        Cursor cursorAfter(Ranked last) {
            PostView post = last.post();
            Object value =
                    switch (this) {
                        case NEW -> post.createdAt();
                        case HOT -> last.hot();
                        case TOP -> post.votes().up() - post.votes().down();
                    };
            return Cursor.of(name(), value, post.id(), post.pinned() ? 1 : 0);
        }

        /** Whether a page ended among what is not pinned. */
        boolean isAfterPinned(Cursor cursor) {
            return cursor.number(3) == 0;
        }

        Object keyOf(Cursor cursor) {
            if (!cursor.text(0).equals(name())) {
                throw new Invalid("invalid_cursor");
            }
            return switch (this) {
                case NEW -> cursor.instant(1);
                case HOT -> cursor.decimal(1);
                case TOP -> cursor.number(1);
            };
        }
    }

    private static final class Conditions {

        /** The grams find candidates in their index, among which the text itself decides. */
        private static final String CONTAINS =
                """
                search_grams(p.title || ' ' || p.body) @> search_keys({term})
                and strpos(search_text(p.title || ' ' || p.body), search_text({term})) > 0
                """;

        private final List<String> texts = new ArrayList<>();
        private final Map<String, Object> values = new HashMap<>();

        static Conditions of(
                PostSearch search,
                SortKeys keys,
                @Nullable Boolean pinned,
                @Nullable Cursor cursor) {
            Conditions conditions = new Conditions();
            conditions.texts.add(keys.present);
            conditions.texts.add(VISIBLE);
            conditions.add("region", keys.inRegion(search.region()), search.region());
            conditions.add("category", "p.category = :category", search.category());
            conditions.add("place", "p.place_id = :place", search.placeId());
            conditions.add("author", "p.author_id = :author", search.authorId());
            conditions.add("tag", "p.tags @> array[cast(:tag as text)]", search.tag());
            if (search.meetup() != null) {
                conditions.texts.add(search.meetup().condition());
            }
            if (pinned != null) {
                conditions.texts.add(pinned ? "p.pinned" : "not p.pinned");
            }
            conditions.addTerms(search.terms());
            if (cursor != null) {
                conditions.add("lastKey", keys.after(), keys.keyOf(cursor));
                conditions.values.put("lastId", cursor.uuid(2));
            }
            return conditions;
        }

        private void addTerms(List<String> terms) {
            for (int i = 0; i < terms.size(); i++) {
                String name = "term" + i;
                add(name, CONTAINS.replace("{term}", ":" + name), terms.get(i));
            }
        }

        private void add(String name, String condition, @Nullable Object value) {
            if (value != null) {
                texts.add(condition);
                values.put(name, value);
            }
        }

        String toSql() {
            return String.join(" and ", texts);
        }
    }
}
