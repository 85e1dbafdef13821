package io.maltan.community.post;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.problem.Invalid;
import org.jspecify.annotations.Nullable;

/**
 * The columns of an order, chosen so that one index serves both the filter by region and the order.
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

    String present() {
        return present;
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

    Cursor cursorAfter(R2dbcPostReadings.Ranked last) {
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
