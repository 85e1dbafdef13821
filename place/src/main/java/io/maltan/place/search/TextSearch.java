package io.maltan.place.search;

import io.maltan.place.category.Categories;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.region.Regions;
import io.maltan.place.search.R2dbcPlaceFinder.After;
import io.maltan.place.text.SearchText;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds places by what people type. */
@Service
class TextSearch {

    /** How far from a place is still near it. */
    private static final double NEAR_METRES = 1_500;

    /** Whoever is farther from the middle of all towns of a region is not there. */
    private static final double FAR_METRES = 50_000;

    private static final int ONE_BY_ONE = 0;

    private final TextFinder finder;
    private final CompletionFinder completions;
    private final Vocabulary vocabulary;
    private final Categories categories;
    private final Regions regions;

    TextSearch(
            TextFinder finder,
            CompletionFinder completions,
            Vocabulary vocabulary,
            Categories categories,
            Regions regions) {
        this.finder = finder;
        this.completions = completions;
        this.vocabulary = vocabulary;
        this.categories = categories;
        this.regions = regions;
    }

    Mono<Page<Found>> search(TextQuery query, PageRequest page) {
        if (SearchText.compact(query.q()).isEmpty()) {
            return Mono.just(new Page<>(List.of(), null));
        }
        Pages pages = Pages.of(page, query);
        return find(query, pages.after(), pages.limitPlusOne()).map(pages::of);
    }

    private Mono<List<Found>> find(TextQuery query, @Nullable After after, int limit) {
        if (after != null && after.rank() >= Rank.MISSPELT_FROM) {
            return findSimilar(query, after, limit);
        }
        Mono<List<Found>> asTyped = find(huntFor(query).flux(), after, limit);
        Mono<List<Found>> otherwise = find(Flux.defer(() -> otherWays(query)), after, limit);
        return after == null
                ? asTyped.switchIfEmpty(findFirst(query, otherwise, limit))
                : asTyped.switchIfEmpty(otherwise).defaultIfEmpty(List.of());
    }

    /** Of several ways the first counts in which anything is found. */
    private Mono<List<Found>> find(Flux<Hunt> ways, @Nullable After after, int limit) {
        return ways.concatMap(hunt -> finder.find(hunt, after, limit), ONE_BY_ONE)
                .filter(found -> !found.isEmpty())
                .next();
    }

    /** What nothing has as it was typed. One word is rather a name with a typo than two words. */
    private Mono<List<Found>> findFirst(TextQuery query, Mono<List<Found>> otherwise, int limit) {
        Mono<List<Found>> names = likely(query).flatMap(hunt -> finder.findNamesAlike(hunt, limit));
        Mono<List<Found>> first =
                SearchText.split(query.q()).size() == 1
                        ? names.switchIfEmpty(otherwise)
                        : otherwise.switchIfEmpty(names);
        return first.switchIfEmpty(
                likely(query)
                        .filter(hunt -> hunt.words().mayBeMisspelt())
                        .flatMap(hunt -> finder.findPartlyAlike(hunt, null, limit))
                        .defaultIfEmpty(List.of()));
    }

    private Mono<List<Found>> findSimilar(TextQuery query, After after, int limit) {
        return likely(query).flatMap(hunt -> finder.findSimilar(hunt, after, limit));
    }

    /** In the words as they were typed a typo is looked for. */
    private Mono<Hunt> likely(TextQuery query) {
        return Mono.defer(() -> huntFor(query.asking(plain(query)), UnaryOperator.identity()));
    }

    private Flux<Hunt> otherWays(TextQuery query) {
        TextQuery plain = query.asking(plain(query));
        TextQuery parted = plain.asking(vocabulary.parted(plain.q()));
        TextQuery written = parted.asking(SpelledLetters.written(parted.q()));
        return huntForOther(plain, query)
                .concatWith(Mono.defer(() -> aroundNamed(plain)))
                .concatWith(Flux.defer(() -> partedWays(parted, plain)))
                .concatWith(Mono.defer(() -> huntForOther(written, parted)));
    }

    private Flux<Hunt> partedWays(TextQuery parted, TextQuery plain) {
        return parted.equals(plain)
                ? Flux.empty()
                : huntFor(parted).concatWith(Mono.defer(() -> aroundNamed(parted)));
    }

    private Mono<Hunt> huntForOther(TextQuery other, TextQuery query) {
        return other.equals(query) ? Mono.empty() : huntFor(other);
    }

    private String plain(TextQuery query) {
        return Fillers.without(query.q(), vocabulary::isKind);
    }

    /** A kind of place around what the words before it name, such as "경복궁 맛집". */
    private Mono<Hunt> aroundNamed(TextQuery query) {
        List<String> words = SearchText.split(query.q());
        if (words.size() < 2 || !vocabulary.isKind(words.getLast())) {
            return Mono.empty();
        }
        String where = String.join(" ", words.subList(0, words.size() - 1));
        return find(where, query).map(known -> hunt(query, words.getLast(), known));
    }

    private Mono<Hunt> huntFor(TextQuery query) {
        return huntFor(query, this::spaced);
    }

    private Mono<Hunt> huntFor(TextQuery query, UnaryOperator<String> spelt) {
        Quest quest = Quest.of(query.q(), vocabulary);
        Mono<Hunt> anywhere = Mono.fromSupplier(() -> hunt(query, spelt.apply(query.q()), null));
        return quest.isAsTyped(query.q())
                ? anywhere
                : isName(query)
                        .flatMap(name ->
                                name
                                        ? anywhere
                                        : huntFor(quest, query, spelt).switchIfEmpty(anywhere));
    }

    private Mono<Hunt> huntFor(Quest quest, TextQuery query, UnaryOperator<String> spelt) {
        String where = quest.where();
        return where == null
                ? Mono.fromSupplier(() -> hunt(query, here(quest.what(), spelt), null))
                : find(where, query).map(known -> hunt(query, quest.what(), known));
    }

    /** Of a kind of place what is nearest is meant, whatever it is called. */
    private Words here(String what, UnaryOperator<String> spelt) {
        return vocabulary.isKind(what)
                ? Words.ofKind(what, vocabulary)
                : new Words(spelt.apply(what), vocabulary);
    }

    /** Whether places are called like the whole query, such as "Made in Korea". */
    private Mono<Boolean> isName(TextQuery query) {
        Words whole = new Words(query.q(), vocabulary);
        return completions
                .complete(new Hunt(whole, Selection::new, Order.MOST_REVIEWED), 1)
                .map(found -> !found.isEmpty());
    }

    /** A kind of place and where, written as one word, are two. */
    private String spaced(String text) {
        return SearchText.split(text).size() == 1
                ? vocabulary.separated(text.strip()).orElse(text)
                : text;
    }

    /** Where there is a position, the name of a kind of place means what is nearest of it. */
    private Hunt hunt(TextQuery query, String what, @Nullable Where where) {
        Words words =
                centre(query, where) != null && vocabulary.isKind(what)
                        ? Words.ofKind(what, vocabulary)
                        : new Words(what, vocabulary);
        return hunt(query, words, where);
    }

    private static @Nullable Coordinates centre(TextQuery query, @Nullable Where where) {
        return query.position() == null && where != null ? where.centre() : query.position();
    }

    private Hunt hunt(TextQuery query, Words words, @Nullable Where where) {
        @Nullable Coordinates centre = centre(query, where);
        return new Hunt(words, () -> select(query, centre, where), order(query, centre, where));
    }

    /** Nobody far from a region means what is nearest in it, which is its border. */
    private Order order(TextQuery query, @Nullable Coordinates centre, @Nullable Where where) {
        if (centre == null) {
            return Order.MOST_REVIEWED;
        }
        List<String> wanted = where == null ? List.of() : where.regions();
        return isFarFrom(wanted, centre) || isFarFrom(regionsOf(query), centre)
                ? Order.MOST_REVIEWED_AROUND
                : Order.NEAREST;
    }

    private boolean isFarFrom(List<String> codes, Coordinates centre) {
        return !codes.isEmpty()
                && codes.stream()
                        .flatMap(code -> regions.find(code).stream())
                        .allMatch(region -> region.centre().metresTo(centre) > FAR_METRES);
    }

    private List<String> regionsOf(TextQuery query) {
        return query.region() == null || query.region().isEmpty()
                ? List.of()
                : regions.subtree(query.region());
    }

    private Selection select(TextQuery query, @Nullable Coordinates centre, @Nullable Where where) {
        Selection selection = new Selection();
        if (query.category() != null && !query.category().isEmpty()) {
            selection.ofCategories(categories.subtree(query.category()));
        }
        List<String> inRegions = regionsOf(query);
        if (!inRegions.isEmpty()) {
            selection.inRegions(inRegions);
        }
        if (centre != null) {
            selection.around(centre);
        }
        if (query.radius() != null) {
            selection.within(query.radius());
        }
        return where == null ? selection : narrow(selection, where);
    }

    private static Selection narrow(Selection selection, Where where) {
        List<String> ways = new ArrayList<>();
        Area area = where.area();
        if (area != null) {
            ways.add(selection.circle("where", area.centre(), area.radiusMetres()));
        }
        if (!where.regions().isEmpty()) {
            ways.add("place.region_code = any(:whereRegions)");
            selection.with("whereRegions", where.regions().toArray(String[]::new));
        }
        return selection.and("(" + String.join(" or ", ways) + ")");
    }

    /** The area and regions of a name, else the place of that name; empty where there is none. */
    private Mono<Where> find(String name, TextQuery query) {
        String keys = SearchText.compact(name);
        Where where = new Where(vocabulary.areaOf(keys).orElse(null), vocabulary.regionsOf(keys));
        return where.isNowhere()
                ? Flux.fromIterable(Neighbourhood.namesAround(name))
                        .concatMap(one -> around(one, query), ONE_BY_ONE)
                        .next()
                : Mono.just(where);
    }

    private Mono<Where> around(String name, TextQuery query) {
        @Nullable Coordinates asker = query.position();
        Supplier<Selection> all =
                () -> asker == null ? new Selection() : new Selection().around(asker);
        Order order = asker == null ? Order.MOST_REVIEWED : Order.NEAREST;
        return completions
                .complete(new Hunt(new Words(name, vocabulary), all, order), 1)
                .flatMapIterable(found -> found)
                .next()
                .map(found -> Where.in(new Area(found.place().content().position(), NEAR_METRES)));
    }

    /**
     * Places of which a name begins with what was typed so far; behind them, where there are few,
     * those that have all of several words.
     */
    Flux<Found> beginningWith(TextQuery query, int limit) {
        Hunt hunt = hunt(query, new Words(query.q(), vocabulary), null);
        return hunt.words().areNone()
                ? Flux.empty()
                : completions
                        .complete(hunt, limit)
                        .flatMap(found -> withWords(found, hunt, limit))
                        .flatMapIterable(found -> found);
    }

    private Mono<List<Found>> withWords(List<Found> begun, Hunt hunt, int limit) {
        return begun.size() >= limit || !hunt.words().areSeveral()
                ? Mono.just(begun)
                : completions
                        .completeWords(hunt, limit)
                        .map(more -> FoundLists.first(limit, FoundLists.both(begun, more)));
    }
}
