package io.maltan.place.search;

import io.maltan.place.catalogue.PlaceViews;
import io.maltan.place.category.Categories;
import io.maltan.place.geography.BoundingBox;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.region.Regions;
import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.platform.page.Cursor;
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

    private static final int OPEN_BATCH = 200;
    private static final int MOST_CELLS_ACROSS = 32;
    private static final int CELLS_A_TILE = 4;
    private static final double DEGREES_AROUND = 360;

    private static final String BY_RATING = "-place.rating_average";
    private static final String BY_REVIEWS = "-place.rating_count";

    private final R2dbcPlaceFinder finder;
    private final Categories categories;
    private final Regions regions;
    private final PlaceViews views;
    private final Clock clock = Clock.systemUTC();

    PlaceSearch(R2dbcPlaceFinder finder, Categories categories, Regions regions, PlaceViews views) {
        this.finder = finder;
        this.categories = categories;
        this.regions = regions;
        this.views = views;
    }

    Mono<Page<Found>> nearby(NearbyQuery query, PageRequest page) {
        @Nullable Instant openAt = query.openMoment(clock.instant());
        Flux<Found> found =
                openAt == null
                        ? nearbyBatch(query, after(page), page.limitPlusOne())
                        : openNearby(query, openAt, after(page));
        return toPage(found, page);
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
                : nearbyBatch(query, afterOf(batch.getLast()), OPEN_BATCH).collectList();
    }

    private boolean isOpen(Found found, Instant at) {
        return Boolean.TRUE.equals(views.isOpen(found.place().content(), at));
    }

    private Flux<Found> nearbyBatch(NearbyQuery query, @Nullable After after, int limit) {
        Selection selection =
                new Selection().inBusiness().around(query.centre()).within(query.radiusMetres());
        narrow(selection, query.category(), null);
        if (query.minRating() != null) {
            selection
                    .and("place.rating_average >= :minRating")
                    .with("minRating", query.minRating());
        }
        if (query.openMoment(clock.instant()) != null) {
            selection.and("place.opening_hours is not null and place.status = 'open'");
        }
        return query.isByRating()
                ? finder.ranked(selection, BY_RATING, BY_REVIEWS, true, after, limit)
                : finder.nearest(selection, after, limit);
    }

    Mono<Page<Found>> inBox(ViewportQuery query, PageRequest page) {
        Selection selection = new Selection().inBusiness().inside(query.box());
        narrow(selection, query.category(), null);
        return toPage(
                finder.ranked(selection, BY_REVIEWS, "0", false, after(page), page.limitPlusOne()),
                page);
    }

    /** Groups what is in a box by cells of a quarter of a map tile, and at most so many of them. */
    Flux<Cluster> clusters(ViewportQuery query, int zoom) {
        BoundingBox box = query.box();
        Selection selection = new Selection().inBusiness().inside(box);
        narrow(selection, query.category(), null);
        double cell = DEGREES_AROUND / (CELLS_A_TILE * (double) (1L << zoom));
        double height = box.north() - box.south();
        double smallest = Math.max(box.widthDegrees(), height) / MOST_CELLS_ACROSS;
        return finder.clusters(selection, Math.max(cell, smallest));
    }

    /** Looks for what is merely like the text where nothing has it. */
    Mono<Page<Found>> search(TextQuery query, PageRequest page) {
        Words words = new Words(query.q());
        @Nullable Coordinates position = query.position();
        Selection selection = select(query, position);
        if (words.areNone()) {
            return Mono.just(new Page<>(List.of(), null));
        }
        @Nullable After after = after(page);
        if (after != null && after.rank() >= Words.MISSPELT_FROM) {
            return misspelt(words, select(query, position), position, page);
        }
        words.select(selection);
        String rank = words.rank(selection);
        Mono<Page<Found>> found = toPage(byText(selection, rank, position, page), page);
        return after == null && words.mayBeMisspelt()
                ? found.filter(first -> !first.items().isEmpty())
                        .switchIfEmpty(
                                Mono.defer(() ->
                                        misspelt(words, select(query, position), position, page)))
                : found;
    }

    private Selection select(TextQuery query, @Nullable Coordinates position) {
        Selection selection = new Selection().inBusiness();
        narrow(selection, query.category(), query.region());
        if (position != null) {
            selection.around(position);
        }
        if (query.radius() != null) {
            selection.within(query.radius());
        }
        return selection;
    }

    private Mono<Page<Found>> misspelt(
            Words words, Selection selection, @Nullable Coordinates position, PageRequest page) {
        words.selectSimilar(selection);
        String rank = words.rankSimilar(selection);
        return toPage(byText(selection, rank, position, page), page);
    }

    private Flux<Found> byText(
            Selection selection, String rank, @Nullable Coordinates position, PageRequest page) {
        String tie = position == null ? BY_REVIEWS : "place.position <-> " + Selection.CENTRE;
        return finder.ranked(
                selection, rank, tie, position != null, after(page), page.limitPlusOne());
    }

    Flux<Found> beginningWith(String typed, @Nullable Coordinates position, int limit) {
        Words words = new Words(typed);
        if (words.areNone()) {
            return Flux.empty();
        }
        Selection selection = words.selectBeginnings(new Selection().inBusiness());
        if (position != null) {
            selection.around(position);
        }
        selection.with("first", " " + words.compact() + "%");
        String rank = "case when place.name_keys like :first then 0 else 1 end";
        return position == null
                ? finder.ranked(selection, rank, BY_REVIEWS, false, null, limit)
                : finder.ranked(
                        selection,
                        rank,
                        "place.position <-> " + Selection.CENTRE,
                        true,
                        null,
                        limit);
    }

    private void narrow(Selection selection, @Nullable String category, @Nullable String region) {
        if (category != null && !category.isEmpty()) {
            selection.ofCategories(categories.subtree(category));
        }
        if (region != null && !region.isEmpty()) {
            selection.inRegions(regions.subtree(region));
        }
    }

    private static Mono<Page<Found>> toPage(Flux<Found> found, PageRequest page) {
        return found.take(page.limitPlusOne())
                .collectList()
                .map(read -> Page.of(read, page.limit(), PlaceSearch::cursorAfter));
    }

    private static Cursor cursorAfter(Found last) {
        return Cursor.of(last.rank(), last.tie(), last.place().id());
    }

    private static @Nullable After after(PageRequest page) {
        Cursor cursor = page.cursor();
        return cursor == null
                ? null
                : new After(cursor.decimal(0), cursor.decimal(1), cursor.uuid(2));
    }

    private static After afterOf(Found last) {
        return new After(last.rank(), last.tie(), last.place().id());
    }
}
