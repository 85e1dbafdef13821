package io.maltan.place.bookmark;

import io.maltan.place.catalogue.PlaceReferences;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Bookmarks go over to the place that replaces another. */
@Component
class BookmarksOfPlaces implements PlaceReferences {

    private final R2dbcBookmarks bookmarks;

    BookmarksOfPlaces(R2dbcBookmarks bookmarks) {
        this.bookmarks = bookmarks;
    }

    @Override
    public Mono<Void> move(UUID from, UUID to) {
        return bookmarks.movePlace(from, to);
    }
}
