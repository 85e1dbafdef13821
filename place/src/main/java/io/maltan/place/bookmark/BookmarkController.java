package io.maltan.place.bookmark;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.maltan.place.catalogue.PlaceView;
import io.maltan.place.catalogue.PlaceViews;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/places")
class BookmarkController {

    private final Bookmarks bookmarks;
    private final PlaceViews views;

    BookmarkController(Bookmarks bookmarks, PlaceViews views) {
        this.bookmarks = bookmarks;
        this.views = views;
    }

    record BookmarkView(@JsonUnwrapped PlaceView place, Instant bookmarkedAt) {}

    @PutMapping("/{placeId}/bookmark")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> add(@PathVariable UUID placeId, Caller keeper) {
        return bookmarks.add(keeper, placeId);
    }

    @DeleteMapping("/{placeId}/bookmark")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(@PathVariable UUID placeId, Caller keeper) {
        return bookmarks.remove(keeper, placeId);
    }

    @GetMapping("/bookmarks")
    Mono<Page<BookmarkView>> list(Caller keeper, PageRequest page, Locale language) {
        return bookmarks
                .of(keeper, page)
                .map(found ->
                        found.map(kept ->
                                new BookmarkView(views.of(kept.place(), language), kept.at())));
    }
}
