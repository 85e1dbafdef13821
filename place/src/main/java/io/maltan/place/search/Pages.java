package io.maltan.place.search;

import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages of what was found, each beginning where the one before ended. */
final class Pages {

    private Pages() {}

    static @Nullable After after(PageRequest page) {
        Cursor cursor = page.cursor();
        return cursor == null
                ? null
                : new After(cursor.decimal(0), cursor.decimal(1), cursor.uuid(2));
    }

    static After after(Found last) {
        return new After(last.rank(), last.tie(), last.place().id());
    }

    static Mono<Page<Found>> of(Flux<Found> found, PageRequest page) {
        return found.take(page.limitPlusOne()).collectList().map(read -> of(read, page));
    }

    static Page<Found> of(List<Found> limitPlusOne, PageRequest page) {
        return Page.of(limitPlusOne, page.limit(), Pages::cursorAfter);
    }

    private static Cursor cursorAfter(Found last) {
        return Cursor.of(last.rank(), last.tie(), last.place().id());
    }
}
