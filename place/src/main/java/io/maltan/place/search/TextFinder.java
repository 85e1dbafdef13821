package io.maltan.place.search;

import static io.maltan.place.search.FoundLists.both;
import static io.maltan.place.search.FoundLists.first;

import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.place.search.R2dbcPlaceFinder.Best;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Finds places by words: how well they answer decides first, then their order.
 *
 * <p>What is rare is read whole and put in order. What is common would be too much for that; it is
 * found by walking through all places in their order until a page is full: first what is called
 * exactly so, then what has the words in a name, then what has them elsewhere, each in no finer
 * order than the walk's. The rank of the last item, which its cursor keeps, tells in which of these
 * ways the next page goes on. Together the pages leave nothing out.
 */
@Component
class TextFinder {

    /** As many places are read and put in order within some 20 ms. */
    private static final int RARE = 5_000;

    /** What so many of the first places have in a name is common. */
    private static final int COMMON_FROM = 21;

    /** Likeness is told letter by letter. */
    private static final int RARE_LIKENESS = 1_500;

    /** What takes so many times the steps of an order is not common here. */
    private static final int LONG_WALK = 6;

    /** What is like the words is looked for among so many times the steps of an order. */
    private static final int LIKENESS_WALK = 3;

    private final R2dbcPlaceFinder finder;

    TextFinder(R2dbcPlaceFinder finder) {
        this.finder = finder;
    }

    /** The places that a walk takes, and the rank that they get. */
    private record Tier(Supplier<Selection> selection, double rank) {

        boolean isBehind(@Nullable After after) {
            return after != null && after.rank() > rank;
        }

        @Nullable After within(@Nullable After after) {
            return after != null && after.rank() == rank ? after : null;
        }
    }

    private static Tier named(Hunt hunt) {
        return new Tier(() -> hunt.words().selectNamed(hunt.all().get()), Rank.NAMED_SO);
    }

    /** The ways in which what is common answers, the best first. */
    private static List<Tier> tiers(Hunt hunt) {
        return List.of(
                new Tier(() -> hunt.words().selectWhole(hunt.all().get()), Rank.WHOLE),
                new Tier(() -> hunt.words().selectInside(hunt.all().get()), Rank.NAMED_SO),
                elsewhere(hunt));
    }

    private static Tier elsewhere(Hunt hunt) {
        return new Tier(() -> hunt.words().selectElsewhere(hunt.all().get()), Rank.ELSEWHERE);
    }

    private static Tier similar(Hunt hunt) {
        return new Tier(() -> hunt.words().selectSimilar(hunt.all().get()), Rank.LIKE_IT);
    }

    private static Tier wholeAlike(Hunt hunt) {
        return new Tier(() -> hunt.words().selectWholeAlike(hunt.all().get()), Rank.LIKE_WHOLE);
    }

    /** Finds places that have the words. */
    Mono<List<Found>> find(Hunt hunt, @Nullable After after, int limit) {
        if (after == null) {
            return findFirst(hunt, limit);
        }
        return Rank.isOfWalk(after.rank())
                ? findCommon(hunt, after, limit)
                : findRare(hunt, after, limit);
    }

    /** What is common is so however little of it is asked for: the first is always the same. */
    private Mono<List<Found>> findFirst(Hunt hunt, int limit) {
        return walk(hunt, named(hunt), 1, null, Math.max(limit, COMMON_FROM))
                .flatMap(found ->
                        found.size() < COMMON_FROM
                                ? findRare(hunt, null, limit)
                                : findFirstOfCommon(hunt, found, limit));
    }

    /** What is called exactly so comes before what a walk has found. */
    private Mono<List<Found>> findFirstOfCommon(Hunt hunt, List<Found> walked, int limit) {
        List<Tier> tiers = tiers(hunt);
        List<Tier> others = tiers.subList(1, tiers.size());
        return ofTier(hunt, tiers.getFirst(), null, limit)
                .flatMap(whole ->
                        both(whole, walked).size() < limit
                                ? filled(whole, hunt, others, null, limit)
                                : Mono.just(first(limit, both(whole, walked))));
    }

    private Mono<List<Found>> findRare(Hunt hunt, @Nullable After after, int limit) {
        Selection selection = hunt.words().select(hunt.all().get());
        return bestOf(RARE, selection, hunt, after, limit)
                .flatMap(best ->
                        best.complete() ? Mono.just(best.found()) : findCommon(hunt, after, limit));
    }

    /** What has the words in a name may still be rare. */
    private Mono<List<Found>> findCommon(Hunt hunt, @Nullable After after, int limit) {
        if (after != null && Rank.isOfWalk(after.rank())) {
            return filled(List.of(), hunt, tiers(hunt), after, limit);
        }
        return bestOf(RARE, named(hunt).selection().get(), hunt, after, limit)
                .flatMap(best ->
                        best.complete()
                                ? filled(best.found(), hunt, List.of(elsewhere(hunt)), after, limit)
                                : filled(List.of(), hunt, tiers(hunt), after, limit));
    }

    /** A page with what tiers have, one after the other, until it is full. */
    private Mono<List<Found>> filled(
            List<Found> page, Hunt hunt, List<Tier> tiers, @Nullable After after, int limit) {
        if (page.size() >= limit || tiers.isEmpty()) {
            return Mono.just(page);
        }
        List<Tier> others = tiers.subList(1, tiers.size());
        return tiers.getFirst().isBehind(after)
                ? filled(page, hunt, others, after, limit)
                : ofTier(hunt, tiers.getFirst(), after, limit - page.size())
                        .flatMap(more -> filled(both(page, more), hunt, others, after, limit));
    }

    private Mono<Best> bestOf(
            int most, Selection selection, Hunt hunt, @Nullable After after, int limit) {
        String rank = hunt.words().rank(selection);
        return finder.bestOf(most, selection, hunt.order(), rank, after, limit);
    }

    private Mono<List<Found>> ofTier(Hunt hunt, Tier tier, @Nullable After after, int limit) {
        @Nullable After within = tier.within(after);
        return tier.rank() == Rank.WHOLE
                ? ofWhole(hunt, tier, within, limit)
                : ofMany(hunt, tier, within, limit);
    }

    /** Whole names have an index of their own, and few places the same. */
    private Mono<List<Found>> ofWhole(Hunt hunt, Tier tier, @Nullable After within, int limit) {
        String rank = Double.toString(tier.rank());
        return finder.bestOf(RARE, tier.selection().get(), hunt.order(), rank, within, limit)
                .flatMap(best ->
                        best.complete()
                                ? Mono.just(best.found())
                                : ofMany(hunt, tier, within, limit));
    }

    /** What is common as a whole may be far away: where a walk does not get there, all is read. */
    private Mono<List<Found>> ofMany(Hunt hunt, Tier tier, @Nullable After within, int limit) {
        return walk(hunt, tier, LONG_WALK, within, limit)
                .flatMap(found ->
                        found.size() >= limit
                                ? Mono.just(found)
                                : finder.firstOf(
                                                tier.selection().get(),
                                                hunt.order(),
                                                tier.rank(),
                                                within,
                                                limit)
                                        .collectList());
    }

    private Mono<List<Found>> walk(
            Hunt hunt, Tier tier, int times, @Nullable After within, int limit) {
        return finder.walk(
                        times * hunt.order().steps(),
                        tier.selection().get(),
                        hunt.order(),
                        tier.rank(),
                        within,
                        limit)
                .collectList();
    }

    /** Finds more of what is merely like the words: first what is called like all of them. */
    Mono<List<Found>> findSimilar(Hunt hunt, After after, int limit) {
        return after.rank() >= Rank.PARTLY_ALIKE
                ? findPartlyAlike(hunt, after, limit)
                : findWholeAlike(hunt, after, limit)
                        .flatMap(page -> withPartlyAlike(page, hunt, limit));
    }

    /** Finds what is called like all words, and then what is like some; empty without the first. */
    Mono<List<Found>> findNamesAlike(Hunt hunt, int limit) {
        return hunt.words().mayBeMisspeltName()
                ? findWholeAlike(hunt, null, limit)
                        .filter(names -> !names.isEmpty())
                        .flatMap(names -> withPartlyAlike(names, hunt, limit))
                : Mono.empty();
    }

    private Mono<List<Found>> findWholeAlike(Hunt hunt, @Nullable After after, int limit) {
        Tier whole = wholeAlike(hunt);
        if (!hunt.words().areLongName()) {
            return walk(hunt, whole, LIKENESS_WALK, after, limit);
        }
        Selection selection = whole.selection().get();
        String rank = hunt.words().rankWholeAlike(selection);
        return finder.bestOf(RARE, selection, hunt.order(), rank, after, limit)
                .flatMap(best ->
                        best.complete()
                                ? Mono.just(best.found())
                                : ofMany(hunt, whole, after, limit));
    }

    private Mono<List<Found>> withPartlyAlike(List<Found> page, Hunt hunt, int limit) {
        return page.size() >= limit
                ? Mono.just(page)
                : findPartlyAlike(hunt, null, limit - page.size()).map(more -> both(page, more));
    }

    /**
     * Finds what has words like these: among the first places in their order, and where these are
     * not enough, by those pieces of long words that one typo leaves alone.
     */
    Mono<List<Found>> findPartlyAlike(Hunt hunt, @Nullable After after, int limit) {
        if (after != null) {
            return after.rank() < Rank.LIKE_IT
                    ? mostAlike(hunt, after, limit).map(Best::found)
                    : walkSimilar(hunt, LIKENESS_WALK, after, limit);
        }
        return hunt.words().haveLongOnes()
                ? walkSimilar(hunt, 1, null, COMMON_FROM)
                        .flatMap(found ->
                                found.size() < COMMON_FROM
                                        ? findAlike(hunt, limit)
                                        : walkSimilar(hunt, LIKENESS_WALK, null, limit))
                : walkSimilar(hunt, LIKENESS_WALK, null, limit);
    }

    /** What is too common for all of it to be compared is found by a longer walk. */
    private Mono<List<Found>> findAlike(Hunt hunt, int limit) {
        return mostAlike(hunt, null, limit)
                .flatMap(alike ->
                        alike.complete() && !alike.found().isEmpty()
                                ? Mono.just(alike.found())
                                : walkSimilar(
                                                hunt,
                                                LIKENESS_WALK,
                                                null,
                                                Math.max(limit, COMMON_FROM))
                                        .map(walked -> better(walked, alike.found(), limit)));
    }

    private static List<Found> better(List<Found> walked, List<Found> alike, int limit) {
        return walked.size() >= COMMON_FROM || alike.isEmpty() ? first(limit, walked) : alike;
    }

    private Mono<List<Found>> walkSimilar(Hunt hunt, int times, @Nullable After after, int limit) {
        Tier similar = similar(hunt);
        return walk(hunt, similar, times, similar.within(after), limit);
    }

    private Mono<Best> mostAlike(Hunt hunt, @Nullable After after, int limit) {
        Selection selection = hunt.words().selectMisspelt(hunt.all().get());
        String rank = hunt.words().rankSimilar(selection);
        return finder.bestOf(RARE_LIKENESS, selection, hunt.order(), rank, after, limit);
    }
}
