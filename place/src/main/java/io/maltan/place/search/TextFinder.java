package io.maltan.place.search;

import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.place.search.R2dbcPlaceFinder.Best;
import java.util.ArrayList;
import java.util.Comparator;
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

    private static final int RARE_COMPLETION = 500;

    /** What so many of the best known begin with is common. */
    private static final int COMMON_COMPLETION = 10;

    /** Likeness is told letter by letter. */
    private static final int RARE_LIKENESS = 1_500;

    /** What takes so many times the steps of an order is not common here. */
    private static final int LONG_WALK = 6;

    /** What is like the words is looked for among so many times the steps of an order. */
    private static final int LIKENESS_WALK = 3;

    private static final Comparator<Found> BY_RANK = Comparator.comparingDouble(Found::rank);

    private final R2dbcPlaceFinder finder;

    TextFinder(R2dbcPlaceFinder finder) {
        this.finder = finder;
    }

    /**
     * What is looked for.
     *
     * @param all makes a selection of what may be found, whatever the words
     */
    record Hunt(Words words, Supplier<Selection> all, Order order) {

        private boolean isAround() {
            return order.equals(Order.NEAREST);
        }

        /** The same, with the most reviewed before the nearest. */
        private Hunt amongBestKnown() {
            return isAround() ? new Hunt(words, all, Order.MOST_REVIEWED_AROUND) : this;
        }
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
        return new Tier(() -> hunt.words().selectNamed(hunt.all().get()), Words.NAMED_SO);
    }

    /** The ways in which what is common answers, the best first. */
    private static List<Tier> tiers(Hunt hunt) {
        return List.of(
                new Tier(() -> hunt.words().selectWhole(hunt.all().get()), Words.WHOLE),
                new Tier(() -> hunt.words().selectInside(hunt.all().get()), Words.NAMED_SO),
                elsewhere(hunt));
    }

    private static Tier elsewhere(Hunt hunt) {
        return new Tier(() -> hunt.words().selectElsewhere(hunt.all().get()), Words.ELSEWHERE);
    }

    private static Tier similar(Hunt hunt) {
        return new Tier(() -> hunt.words().selectSimilar(hunt.all().get()), Words.LIKE_IT);
    }

    private static Tier wholeAlike(Hunt hunt) {
        return new Tier(() -> hunt.words().selectWholeAlike(hunt.all().get()), Words.LIKE_WHOLE);
    }

    /** Finds places that have the words. */
    Mono<List<Found>> find(Hunt hunt, @Nullable After after, int limit) {
        if (after == null) {
            return findFirst(hunt, limit);
        }
        return Words.isOfWalk(after.rank())
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
        if (after != null && Words.isOfWalk(after.rank())) {
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
        return tier.rank() == Words.WHOLE
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
                        hunt.all().get(),
                        tier.selection().get(),
                        hunt.order(),
                        tier.rank(),
                        within,
                        limit)
                .collectList();
    }

    /** Finds more of what is merely like the words: first what is called like all of them. */
    Mono<List<Found>> findSimilar(Hunt hunt, After after, int limit) {
        return after.rank() >= Words.PARTLY_ALIKE
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
            return after.rank() < Words.LIKE_IT
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

    /**
     * Finds places of which a name begins with what was typed so far, in a short time rather than
     * all; names that begin so come before those of which a later word does.
     *
     * <p>An index takes the longer the more begin so, and a few of them are all that is wanted.
     * What is common is so among the best known, and soon found among the nearest; what is rare,
     * the index has.
     */
    Mono<List<Found>> complete(Hunt hunt, int limit) {
        return walkBeginnings(hunt.amongBestKnown(), Math.max(limit, COMMON_COMPLETION))
                .flatMap(known ->
                        known.size() >= COMMON_COMPLETION || !hunt.words().areListed()
                                ? completeCommon(hunt, known, limit)
                                : completeRare(hunt, known, limit));
    }

    private Mono<List<Found>> walkBeginnings(Hunt hunt, int limit) {
        Selection wanted = hunt.words().selectBeginnings(hunt.all().get());
        return walkBest(hunt, wanted, hunt.words().rankBegun(wanted), limit);
    }

    private Mono<List<Found>> walkBest(Hunt hunt, Selection wanted, String rank, int limit) {
        return finder.walkBest(
                        hunt.order().steps(), hunt.all().get(), wanted, hunt.order(), rank, limit)
                .collectList();
    }

    private Mono<List<Found>> completeRare(Hunt hunt, List<Found> known, int limit) {
        return completions(hunt.words().selectBeginningsByIndex(hunt.all().get()), hunt, limit)
                .flatMap(best ->
                        best.complete()
                                ? Mono.just(best.found())
                                : completeCommon(hunt, both(known, best.found()), limit));
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
                ? completions(hunt.words().selectWhole(hunt.all().get()), hunt, limit)
                        .map(best -> best.complete() ? best.found() : List.of())
                : Mono.just(List.of());
    }

    private Mono<List<Found>> walkNearest(Hunt hunt, int limit) {
        return hunt.isAround() ? walkBeginnings(hunt, limit) : Mono.just(List.of());
    }

    private static List<Found> begun(List<Found> found) {
        return found.stream().filter(one -> Words.isBegun(one.rank())).toList();
    }

    private static List<Found> begunFirst(List<Found> found) {
        return both(begun(found), found);
    }

    /** Later words may be common where names that begin so are rare; few keys begin too much. */
    private Mono<List<Found>> completeByIndex(Hunt hunt, List<Found> walked, int limit) {
        Words words = hunt.words();
        if (words.areListed()) {
            return completions(words.selectBegunByIndex(hunt.all().get()), hunt, limit)
                    .map(names -> joined(names, begun(walked)))
                    .map(names -> first(limit, both(names, walked)));
        }
        return walked.size() >= limit
                ? Mono.just(first(limit, walked))
                : completions(words.selectBeginningsByIndex(hunt.all().get()), hunt, limit)
                        .map(best -> first(limit, joined(best, walked)));
    }

    private Mono<Best> completions(Selection begun, Hunt hunt, int limit) {
        return bestOf(RARE_COMPLETION, begun, hunt, null, limit);
    }

    /**
     * Finds places that have all of several words, the last of which may be unfinished: among the
     * first in their order, and where these are few, what the words most likely mean.
     */
    Mono<List<Found>> completeWords(Hunt hunt, int limit) {
        if (!hunt.words().areSeveral()) {
            return Mono.just(List.of());
        }
        return walkWords(hunt, limit)
                .flatMap(walked ->
                        walked.size() >= limit
                                ? Mono.just(walked)
                                : moreWithWords(hunt, limit).map(more -> both(more, walked)))
                .map(found -> first(limit, found.stream().sorted(BY_RANK).toList()));
    }

    /** Few keys of a last word begin too much for an index. */
    private Mono<List<Found>> moreWithWords(Hunt hunt, int limit) {
        return hunt.words().isLastTelling()
                ? completions(hunt.words().selectMeant(hunt.all().get()), hunt, limit)
                        .map(Best::found)
                : walkWords(hunt.amongBestKnown(), limit);
    }

    private Mono<List<Found>> walkWords(Hunt hunt, int limit) {
        Selection wanted = hunt.words().select(hunt.all().get());
        return walkBest(hunt, wanted, hunt.words().rank(wanted), limit);
    }

    private static List<Found> joined(Best best, List<Found> walked) {
        return best.complete() ? best.found() : both(walked, best.found());
    }

    private static List<Found> first(int limit, List<Found> found) {
        return found.stream().limit(limit).toList();
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
