package io.maltan.place.search;

import io.maltan.place.category.Categories;
import io.maltan.place.category.Category;
import io.maltan.place.region.Region;
import io.maltan.place.region.Regions;
import io.maltan.place.text.SearchText;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What words mean beside being part of a name: kinds of places, regions, areas. */
@Component
final class Vocabulary {

    /** Keys of one syllable say too little. */
    private static final int SHORTEST = 3;

    private static final int MOST_REGIONS = 500;
    private static final int MOST_REMEMBERED = 20_000;

    private final Categories categories;
    private final Regions regions;
    private final Areas areas;
    private final Brands brands;

    /** Words of names that were asked for once: there are some thousand names. */
    private final Map<String, List<String>> wordsOfNames = new ConcurrentHashMap<>();

    Vocabulary(Categories categories, Regions regions, Areas areas, Brands brands) {
        this.categories = categories;
        this.regions = regions;
        this.areas = areas;
        this.brands = brands;
    }

    /** The words of a query; those that are a brand's name together are one. */
    List<Term> termsOf(List<String> typed) {
        String whole = String.join("", typed);
        return typed.size() > 1 && !brands.others(SearchText.compact(whole)).isEmpty()
                ? List.of(termOf(whole))
                : typed.stream().map(this::termOf).toList();
    }

    /** The word of a query with everything that it may mean. */
    private Term termOf(String typed) {
        String keys = SearchText.compact(typed);
        return new Term(
                keys,
                SearchText.isChoseong(typed) ? SearchText.choseongOfQuery(typed) : null,
                brands.others(keys),
                categoriesOf(keys),
                regionsOf(keys),
                areas.named(keys).orElse(null));
    }

    /** The codes of categories that a word names, those below them included. */
    List<String> categoriesOf(String keys) {
        if (keys.length() < SHORTEST) {
            return List.of();
        }
        Set<String> codes = new LinkedHashSet<>();
        for (Category category : categories.all()) {
            if (isNamed(category, keys)) {
                codes.addAll(categories.subtree(category.code()));
            }
        }
        return List.copyOf(codes);
    }

    private boolean isNamed(Category category, String keys) {
        return namesOf(category)
                .flatMap(name -> wordsOf(name).stream())
                .anyMatch(word -> word.startsWith(keys) || keys.equals(word + "s"));
    }

    /** The codes of regions that a word names or begins to name, those below them included. */
    List<String> regionsOf(String keys) {
        Set<String> codes = new LinkedHashSet<>();
        if (keys.length() >= SHORTEST) {
            regions.below(null).forEach(region -> addRegions(region, keys, codes));
        }
        return codes.stream().limit(MOST_REGIONS).toList();
    }

    private void addRegions(Region region, String keys, Set<String> codes) {
        if (isNamed(region, keys)) {
            codes.addAll(regions.subtree(region.code()));
        } else {
            regions.below(region.code()).forEach(below -> addRegions(below, keys, codes));
        }
    }

    private boolean isNamed(Region region, String keys) {
        return Stream.of(region.ko(), region.en())
                .flatMap(name -> wordsOf(name).stream())
                .anyMatch(word -> word.startsWith(keys));
    }

    /** The area of a name. */
    Optional<Area> areaNamed(String text) {
        return areas.named(SearchText.compact(text));
    }

    /**
     * A word that is a region or area and a kind of place in one, taken apart: {@code 강남카페} is
     * {@code 강남 카페}.
     */
    Optional<String> separated(String word) {
        for (int i = 1; i < word.length(); i++) {
            String where = SearchText.compact(word.substring(0, i));
            String what = SearchText.compact(word.substring(i));
            if (isNameOfKind(what) && isSomewhere(where)) {
                return Optional.of(word.substring(0, i) + " " + word.substring(i));
            }
        }
        return Optional.empty();
    }

    private boolean isNameOfKind(String keys) {
        return keys.length() >= SHORTEST
                && categories.all().stream()
                        .flatMap(Vocabulary::namesOf)
                        .anyMatch(name -> wordsOf(name).contains(keys));
    }

    private boolean isSomewhere(String keys) {
        return areas.named(keys).isPresent() || !regionsOf(keys).isEmpty();
    }

    private static Stream<String> namesOf(Category category) {
        return Stream.concat(Stream.of(category.ko(), category.en()), category.words().stream());
    }

    private List<String> wordsOf(String name) {
        if (wordsOfNames.size() > MOST_REMEMBERED) {
            wordsOfNames.clear();
        }
        return wordsOfNames.computeIfAbsent(name, Vocabulary::split);
    }

    private static List<String> split(String name) {
        String words = SearchText.words(name);
        return Stream.concat(Stream.of(words.replace(" ", "")), Arrays.stream(words.split(" ", -1)))
                .filter(word -> word.length() >= SHORTEST)
                .distinct()
                .toList();
    }
}
