package io.maltan.place.search;

import static io.maltan.place.search.FoundLists.both;
import static io.maltan.place.search.FoundLists.first;

import io.maltan.place.search.R2dbcPlaceFinder.Best;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds places for what is still being typed, in a short time rather than all.
 *
 * <p>An index takes the longer the more names begin so, and a few of them are all that is wanted.
 * What is common is so among the best known, and soon found among the nearest; what is rare, as
 * several words in a row mostly are, the index has.
 */
@Component
class CompletionFinder {

    /** So many are read and put in order. */
    private static final int RARE = 500;

    /** What so many of the best known begin with is common. */
    private static final int COMMON_FROM = 10;

    private static final Comparator<Found> BY_RANK = Comparator.comparingDouble(Found::rank);

    private final R2dbcPlaceFinder finder;

    CompletionFinder(R2dbcPlaceFinder finder) {
        this.finder = finder;
    }

    /** Names that begin with what was typed so far come before those of which a later word does. */
    Mono<List<Found>> complete(Hunt hunt, int limit) {
        Words words = hunt.words();
        Mono<List<Found>> known =
                walkBeginnings(hunt.amongBestKnown(), Math.max(limit, COMMON_FROM));
        return words.areListed() && words.areSeveral()
                ? completeRare(hunt, known, limit)
                : known.flatMap(found ->
                        found.size() >= COMMON_FROM || !words.areListed()
                                ? completeCommon(hunt, found, limit)
                                : completeRare(hunt, Mono.just(found), limit));
    }

    private Mono<List<Found>> completeRare(Hunt hunt, Mono<List<Found>> known, int limit) {
        return best(hunt.words().selectBeginningsByIndex(hunt.all().get()), hunt, limit)
                .flatMap(best ->
                        best.complete()
                                ? Mono.just(best.found())
                                : known.map(found -> both(found, best.found()))
                                        .flatMap(found -> completeCommon(hunt, found, limit)));
    }

    /** First what is called exactly so, then what begins so nearby, then elsewhere. */
    private Mono<List<Found>> completeCommon(Hunt hunt, List<Found> known, int limit) {
        return Mono.zip(wholeNames(hunt, limit), walkNearest(hunt, limit))
                .map(found -> both(found.getT1(), begunFirst(both(found.getT2(), known))))
                .flatMap(found ->
                        begun(found).size() >= limit
                                ? Mono.just(first(limit, found))
                                : completeByIndex(hunt, found, limit));
    }

    /** What many are called is met on a walk as well. */
    private Mono<List<Found>> wholeNames(Hunt hunt, int limit) {
        return hunt.words().areListed()
                ? best(hunt.words().selectWhole(hunt.all().get()), hunt, limit)
                        .map(best -> best.complete() ? best.found() : List.of())
                : Mono.just(List.of());
    }

    private Mono<List<Found>> walkNearest(Hunt hunt, int limit) {
        return hunt.isAround() ? walkBeginnings(hunt, limit) : Mono.just(List.of());
    }

    private static List<Found> begun(List<Found> found) {
        return found.stream().filter(one -> Rank.isBegun(one.rank())).toList();
    }

    private static List<Found> begunFirst(List<Found> found) {
        return both(begun(found), found);
    }

    /** Later words may be common where names that begin so are rare; few keys begin too much. */
    private Mono<List<Found>> completeByIndex(Hunt hunt, List<Found> walked, int limit) {
        Words words = hunt.words();
        Mono<List<Found>> names =
                words.areListed()
                        ? best(words.selectBegunByIndex(hunt.all().get()), hunt, limit)
                                .map(best -> both(joined(best, begun(walked)), walked))
                        : Mono.just(walked);
        return names.flatMap(found ->
                        found.size() >= limit
                                ? Mono.just(found)
                                : best(words.selectBeginningsByIndex(hunt.all().get()), hunt, limit)
                                        .map(best -> joined(best, found)))
                .map(found -> first(limit, found));
    }

    private static List<Found> joined(Best best, List<Found> walked) {
        return best.complete() ? best.found() : both(walked, best.found());
    }

    /**
     * Finds places that have all of several words, the last of which may be unfinished: what has
     * them among the first in their order, and what they most likely mean.
     */
    Mono<List<Found>> completeWords(Hunt hunt, int limit) {
        return Mono.zip(walkWords(hunt, limit), otherwise(hunt, limit))
                .map(found -> both(found.getT1(), found.getT2()))
                .map(found -> first(limit, found.stream().sorted(BY_RANK).toList()));
    }

    /** Few keys of a last word begin too much for an index. */
    private Mono<List<Found>> otherwise(Hunt hunt, int limit) {
        if (hunt.words().isLastTelling()) {
            return best(hunt.words().selectMeant(hunt.all().get()), hunt, limit).map(Best::found);
        }
        return hunt.isAround() ? walkWords(hunt.amongBestKnown(), limit) : Mono.just(List.of());
    }

    private Mono<List<Found>> walkWords(Hunt hunt, int limit) {
        Selection wanted = hunt.words().select(hunt.all().get());
        return walk(hunt, wanted, hunt.words().rank(wanted), limit);
    }

    private Mono<List<Found>> walkBeginnings(Hunt hunt, int limit) {
        Selection wanted = hunt.words().selectBeginnings(hunt.all().get());
        return walk(hunt, wanted, hunt.words().rankBegun(wanted), limit);
    }

    private Mono<List<Found>> walk(Hunt hunt, Selection wanted, String rank, int limit) {
        return finder.walkBest(hunt.order().steps(), wanted, hunt.order(), rank, limit)
                .collectList();
    }

    private Mono<Best> best(Selection selection, Hunt hunt, int limit) {
        String rank = hunt.words().rank(selection);
        return finder.bestOf(RARE, selection, hunt.order(), rank, null, limit);
    }
}
