package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceViews;
import io.maltan.place.category.Categories;
import io.maltan.place.geography.BoundingBox;
import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds places. Those that have closed for good are found by their id alone. */
@Service
class PlaceSearch {

    /** Hours that are the same every week are judged by the database, others are left to judge. */
    private static final String MAY_BE_OPEN =
            """
            place.opening_hours is not null and place.status = 'open' and (
                place.open_week is null or place.open_week @> (
                    select (extract(isodow from local)::integer - 1) * 1440
                        + extract(hour from local)::integer * 60
                        + extract(minute from local)::integer
                    from (select :openAt::timestamptz at time zone place.time_zone) as there (local)))
            """;

    private static final int OPEN_BATCH = 200;
    private static final int MOST_CELLS_ACROSS = 32;
    private static final int CELLS_A_TILE = 4;
    private static final double DEGREES_AROUND = 360;

    private static final String BY_RATING = "-place.rating_average";

    private final R2dbcPlaceFinder finder;
    private final Categories categories;
    private final PlaceViews views;
    private final Clock clock = Clock.systemUTC();

    PlaceSearch(R2dbcPlaceFinder finder, Categories categories, PlaceViews views) {
        this.finder = finder;
        this.categories = categories;
        this.views = views;
    }

    Mono<Page<Found>> nearby(NearbyQuery query, PageRequest page) {
        @Nullable Instant openAt = query.openMoment(clock.instant());
        Flux<Found> found =
                openAt == null
                        ? nearbyBatch(query, Pages.after(page), page.limitPlusOne())
                        : openNearby(query, openAt, Pages.after(page));
        return Pages.of(found, page);
    }

    /** Hours are read here and not in the database, so more is read until enough is open. */
    private Flux<Found> openNearby(NearbyQuery query, Instant openAt, @Nullable After after) {
        return nearbyBatch(query, after, OPEN_BATCH)
                .collectList()
                .expand(batch -> nextBatch(query, batch))
                .concatMapIterable(batch -> batch)
                .filter(found -> isOpen(found, openAt));
    }

    private Mono<List<Found>> nextBatch(NearbyQuery query, List<Found> batch) {
        return batch.size() < OPEN_BATCH
                ? Mono.empty()
                : nearbyBatch(query, Pages.after(batch.getLast()), OPEN_BATCH).collectList();
    }

    private boolean isOpen(Found found, Instant at) {
        return Boolean.TRUE.equals(views.isOpen(found.place().content(), at));
    }

    private Flux<Found> nearbyBatch(NearbyQuery query, @Nullable After after, int limit) {
        Selection selection = new Selection().around(query.centre()).within(query.radiusMetres());
        narrow(selection, query.category());
        if (query.minRating() != null) {
            selection
                    .and("place.rating_average >= :minRating")
                    .with("minRating", query.minRating());
        }
        @Nullable Instant openAt = query.openMoment(clock.instant());
        if (openAt != null) {
            selection.and(MAY_BE_OPEN).with("openAt", openAt);
        }
        if (query.isByRating()) {
            return finder.ranked(selection, Order.MOST_REVIEWED_AROUND, BY_RATING, after, limit);
        }
        return finder.nearest(selection, after, limit);
    }

    Mono<Page<Found>> inBox(ViewportQuery query, PageRequest page) {
        Selection selection = new Selection().inside(query.box());
        narrow(selection, query.category());
        String mostReviewed = Order.MOST_REVIEWED.tie();
        return Pages.of(
                finder.ranked(
                        selection,
                        Order.AS_THEY_CAME,
                        mostReviewed,
                        Pages.after(page),
                        page.limitPlusOne()),
                page);
    }

    /** Groups what is in a box by cells of a quarter of a map tile, and at most so many of them. */
    Flux<Cluster> clusters(ViewportQuery query, int zoom) {
        BoundingBox box = query.box();
        Selection selection = new Selection().inside(box);
        narrow(selection, query.category());
        double cell = DEGREES_AROUND / (CELLS_A_TILE * (double) (1L << zoom));
        double height = box.north() - box.south();
        double smallest = Math.max(box.widthDegrees(), height) / MOST_CELLS_ACROSS;
        return finder.clusters(selection, Math.max(cell, smallest));
    }

    private void narrow(Selection selection, @Nullable String category) {
        if (category != null && !category.isEmpty()) {
            selection.ofCategories(categories.subtree(category));
        }
    }
}
