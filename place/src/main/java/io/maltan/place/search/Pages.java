package io.maltan.place.search;

import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Invalid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Pages of what was found, each beginning where the one before ended. A cursor belongs to the query
 * that it was given for: others refuse it.
 */
record Pages(PageRequest page, int query) {

    /** Pages of a query, of whose text the cursors keep a mark. */
    static Pages of(PageRequest page, Record query) {
        return new Pages(page, query.toString().hashCode());
    }

    /** Where this page begins; null on the first. */
    @Nullable After after() {
        Cursor cursor = page.cursor();
        if (cursor == null) {
            return null;
        }
        if (cursor.number(3) != query) {
            throw new Invalid("invalid_cursor");
        }
        return new After(cursor.decimal(0), cursor.decimal(1), cursor.uuid(2));
    }

    int limitPlusOne() {
        return page.limitPlusOne();
    }

    static After after(Found last) {
        return new After(last.rank(), last.tie(), last.place().id());
    }

    Mono<Page<Found>> of(Flux<Found> found) {
        return found.take(page.limitPlusOne()).collectList().map(this::of);
    }

    Page<Found> of(List<Found> limitPlusOne) {
        return Page.of(limitPlusOne, page.limit(), this::cursorAfter);
    }

    private Cursor cursorAfter(Found last) {
        return Cursor.of(last.rank(), last.tie(), last.place().id(), query);
    }
}
