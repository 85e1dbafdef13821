package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceViews;
import io.maltan.place.catalogue.Rating;
import io.maltan.place.category.Categories;
import io.maltan.place.geography.BoundingBox;
import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.place.search.R2dbcPlaceFinder.Best;
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
    private static final int FEW_IN_BOX = 2_000;
    private static final int STEPS_TO_RATED = 20_000;
    private static final double WIDE_METRES = 5_000;
    private static final int STEPS_TO_BOX = 20_000;
    private static final int MANY_IN_BOX = 20_000;
    private static final String NO_RANK = "0";
    private static final int MOST_CELLS_ACROSS = 32;
    private static final int CELLS_A_TILE = 4;
    private static final double DEGREES_AROUND = 360;

    /** By the Bayesian mean, so that a single 5 does not stand above a hundred of 4.8. */
    static final String BY_RATING =
            "-((place.rating_sum + %s::double precision) / (place.rating_count + %d))"
                    .formatted(Rating.PRIOR_MEAN * Rating.PRIOR_COUNT, Rating.PRIOR_COUNT);

    private final R2dbcPlaceFinder finder;
    private final Categories categories;
    private final PlaceViews views;
    private final R2dbcGrid grid;
    private final Clock clock = Clock.systemUTC();

    PlaceSearch(R2dbcPlaceFinder finder, Categories categories, PlaceViews views, R2dbcGrid grid) {
        this.finder = finder;
        this.categories = categories;
        this.views = views;
        this.grid = grid;
    }

    Mono<Page<Found>> nearby(NearbyQuery query, PageRequest page) {
        Pages pages = Pages.of(page, query);
        @Nullable Instant openAt = query.openMoment(clock.instant());
        Flux<Found> found =
                openAt == null
                        ? nearbyBatch(query, pages.after(), pages.limitPlusOne())
                        : openNearby(query, openAt, pages.after());
        return pages.of(found);
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
        return query.isByRating()
                ? bestRated(query, after, limit)
                : finder.nearest(around(query), after, limit);
    }

    /** Where there are many, some are soon met on a walk through the best anywhere. */
    private Flux<Found> bestRated(NearbyQuery query, @Nullable After after, int limit) {
        Selection near = wanted(query).notFarther(query.radiusMetres());
        return finder.walkRanked(
                        STEPS_TO_RATED, near, Order.MOST_REVIEWED_AROUND, BY_RATING, after, limit)
                .collectList()
                .flatMapMany(met ->
                        met.size() == limit
                                ? Flux.fromIterable(met)
                                : finder.ranked(
                                        few(query),
                                        Order.MOST_REVIEWED_AROUND,
                                        BY_RATING,
                                        after,
                                        limit));
    }

    /** The planner takes any circle for small, though a kind may have fewer places than it. */
    private Selection few(NearbyQuery query) {
        boolean wide = query.category() != null && query.radiusMetres() > WIDE_METRES;
        return wide ? wanted(query).notFarther(query.radiusMetres()) : around(query);
    }

    private Selection around(NearbyQuery query) {
        return wanted(query).within(query.radiusMetres());
    }

    /** What is asked for, wherever it is. */
    private Selection wanted(NearbyQuery query) {
        Selection selection = new Selection().around(query.centre());
        narrow(selection, query.category());
        if (query.minRating() != null && query.minRating() > 0) {
            selection
                    .and("place.rating_count > 0 and place.rating_average >= :minRating")
                    .with("minRating", query.minRating());
        }
        @Nullable Instant openAt = query.openMoment(clock.instant());
        if (openAt != null) {
            selection.and(MAY_BE_OPEN).with("openAt", openAt);
        }
        return selection;
    }

    /** The most reviewed first. */
    Mono<Page<Found>> inBox(ViewportQuery query, PageRequest page) {
        Pages pages = Pages.of(page, query);
        @Nullable After after = pages.after();
        int limit = pages.limitPlusOne();
        return allOf(FEW_IN_BOX, query, after, limit)
                .flatMap(best ->
                        best.complete() ? Mono.just(best.found()) : walkInBox(query, after, limit))
                .map(pages::of);
    }

    private Mono<Best> allOf(int most, ViewportQuery query, @Nullable After after, int limit) {
        return finder.bestOf(most, inside(query), Order.MOST_REVIEWED, NO_RANK, after, limit);
    }

    /** What has many of all places is soon met on a walk through them. */
    private Mono<List<Found>> walkInBox(ViewportQuery query, @Nullable After after, int limit) {
        return finder.walk(STEPS_TO_BOX, inside(query), Order.MOST_REVIEWED, 0, after, limit)
                .collectList()
                .flatMap(found ->
                        found.size() >= limit
                                ? Mono.just(found)
                                : allOf(Integer.MAX_VALUE - 1, query, after, limit)
                                        .map(Best::found));
    }

    private Selection inside(ViewportQuery query) {
        Selection selection = new Selection().inside(query.box());
        narrow(selection, query.category());
        return selection;
    }

    /** Groups what is in a box by cells of a quarter of a map tile, and at most so many of them. */
    Flux<Cluster> clusters(ViewportQuery query, int zoom) {
        BoundingBox box = query.box();
        double cell = DEGREES_AROUND / (CELLS_A_TILE * (double) (1L << zoom));
        double height = box.north() - box.south();
        double smallest = Math.max(box.widthDegrees(), height) / MOST_CELLS_ACROSS;
        double degrees = Math.max(cell, smallest);
        return degrees < R2dbcGrid.FINEST_CLUSTERS_DEGREES
                ? finder.clusters(inside(query), degrees)
                : wideClusters(query, degrees);
    }

    /** Many places are not counted one by one: the grid knows how many there are. */
    private Flux<Cluster> wideClusters(ViewportQuery query, double degrees) {
        List<String> kinds =
                query.category() == null || query.category().isEmpty()
                        ? List.of()
                        : categories.subtree(query.category());
        return grid.count(query.box(), kinds)
                .flatMapMany(count ->
                        count < MANY_IN_BOX
                                ? finder.clusters(inside(query), degrees)
                                : grid.clusters(query.box(), kinds, degrees));
    }

    private void narrow(Selection selection, @Nullable String category) {
        if (category != null && !category.isEmpty()) {
            selection.ofCategories(categories.subtree(category));
        }
    }
}
