package io.maltan.place.search;

import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.place.search.R2dbcPlaceFinder.Best;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Finds places by words: how well they answer decides first, then their order.
 *
 * <p>What is rare is read whole and put in order. What is common would be too much for that; it is
 * found rank by rank by walking through all places in their order until there is enough of it. Both
 * ways end in the same order, so that pages go on wherever the one before ended.
 */
@Component
class TextFinder {

    /** As many places are read and put in order within some 20 ms. */
    private static final int RARE = 5_000;

    /** What takes more steps than this is not common here. */
    private static final int MOST_STEPS = 20_000;

    private static final int RARE_COMPLETION = 1_000;
    private static final int STEPS_OF_COMPLETION = 4_000;

    private final R2dbcPlaceFinder finder;

    TextFinder(R2dbcPlaceFinder finder) {
        this.finder = finder;
    }

    /**
     * Finds places.
     *
     * @param all makes a selection of what may be found, whatever the words
     */
    Mono<List<Found>> find(
            Words words, Supplier<Selection> all, Order order, @Nullable After after, int limit) {
        Selection selection = words.select(all.get());
        return finder.bestOf(RARE, selection, order, words.rank(selection), after, limit)
                .flatMap(best ->
                        best.complete()
                                ? Mono.just(best.found())
                                : byRanks(words, all, order, after, limit));
    }

    private Mono<List<Found>> byRanks(
            Words words, Supplier<Selection> all, Order order, @Nullable After after, int limit) {
        int first = after == null ? 0 : (int) after.rank();
        return fromRank(first, words, all, order, after, limit, List.of());
    }

    private Mono<List<Found>> fromRank(
            int rank,
            Words words,
            Supplier<Selection> all,
            Order order,
            @Nullable After after,
            int limit,
            List<Found> soFar) {
        if (rank > Words.SOMEWHERE || soFar.size() >= limit) {
            return Mono.just(soFar);
        }
        return ofRank(rank, words, all, order, after, limit - soFar.size())
                .map(more -> both(soFar, more))
                .flatMap(both -> fromRank(rank + 1, words, all, order, null, limit, both));
    }

    private Mono<List<Found>> ofRank(
            int rank,
            Words words,
            Supplier<Selection> all,
            Order order,
            @Nullable After after,
            int limit) {
        return bestOf(RARE, rank, words, all, order, after, limit)
                .flatMap(best ->
                        best.complete()
                                ? Mono.just(best.found())
                                : walk(rank, words, all, order, after, limit));
    }

    private Mono<Best> bestOf(
            int most,
            int rank,
            Words words,
            Supplier<Selection> all,
            Order order,
            @Nullable After after,
            int limit) {
        Selection selection = words.select(all.get(), rank);
        return finder.bestOf(most, selection, order, Integer.toString(rank), after, limit);
    }

    /** What is common as a whole may still be far away: then all of it is read after all. */
    private Mono<List<Found>> walk(
            int rank,
            Words words,
            Supplier<Selection> all,
            Order order,
            @Nullable After after,
            int limit) {
        Selection wanted = words.select(all.get(), rank);
        return finder.walk(MOST_STEPS, all.get(), wanted, order, rank, after, limit)
                .collectList()
                .flatMap(found ->
                        found.size() >= limit
                                ? Mono.just(found)
                                : bestOf(
                                                Integer.MAX_VALUE - 1,
                                                rank,
                                                words,
                                                all,
                                                order,
                                                after,
                                                limit)
                                        .map(Best::found));
    }

    /** Finds what is merely like the words. */
    Flux<Found> findSimilar(
            Words words, Selection all, Order order, @Nullable After after, int limit) {
        Selection selection = words.selectSimilar(all);
        String rank = words.rankSimilar(selection);
        return finder.mostAlike(words.likeness(), RARE, selection, order, rank, after, limit)
                .flatMapIterable(Best::found);
    }

    /** Finds places of which a name begins with what was typed, in a short time rather than all. */
    Mono<List<Found>> complete(Words words, Supplier<Selection> all, Order order, int limit) {
        Selection selection = words.selectBeginnings(all.get());
        return finder.bestOf(RARE_COMPLETION, selection, order, words.rank(selection), null, limit)
                .flatMap(best ->
                        best.complete()
                                ? Mono.just(best.found())
                                : completeCommon(words, all, order, limit, best.found()));
    }

    private Mono<List<Found>> completeCommon(
            Words words, Supplier<Selection> all, Order order, int limit, List<Found> others) {
        Selection wanted = words.selectBeginnings(all.get());
        return finder.walk(STEPS_OF_COMPLETION, all.get(), wanted, order, 1, null, limit)
                .collectList()
                .map(found -> both(found, others).stream().limit(limit).toList());
    }

    private static List<Found> both(List<Found> first, List<Found> second) {
        List<Found> both = new ArrayList<>(first);
        second.stream()
                .filter(more -> first.stream().noneMatch(one -> isSame(one, more)))
                .forEach(both::add);
        return both;
    }

    private static boolean isSame(Found one, Found other) {
        return one.place().id().equals(other.place().id());
    }
}
