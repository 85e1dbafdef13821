package io.maltan.community.post;

import io.maltan.community.follow.ContentVisibility;
import io.maltan.platform.page.Cursor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A statement that lists posts, and what is to be bound to it. */
record PostQuery(String sql, Map<String, Object> values) {

    static final String SELECT =
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

    /**
     * Posts in an order, from a cursor on.
     *
     * @param pinned what is pinned, or what is not; null for both
     */
    static PostQuery of(
            PostSearch search, SortKeys keys, @Nullable Boolean pinned, @Nullable Cursor cursor) {
        Conditions conditions = Conditions.of(search, keys, pinned, cursor);
        return new PostQuery(
                SELECT + conditions.toSql() + keys.orderBy() + " limit :limit", conditions.values);
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
            conditions.texts.add(keys.present());
            conditions.texts.add(ContentVisibility.of("p"));
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
