package io.maltan.place.search;

import io.maltan.place.category.Categories;
import io.maltan.place.category.Category;
import io.maltan.place.region.Region;
import io.maltan.place.region.Regions;
import io.maltan.place.text.SearchText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What words mean beside being part of a name: kinds of places, regions, areas. */
@Component
final class Vocabulary {

    /** Keys of one syllable say too little. */
    private static final int SHORTEST = 3;

    /** What people put behind a kind of place: 초밥집 is 초밥. */
    private static final String HOUSE = SearchText.compact("집");

    private static final String PLURAL = "s";

    /** What stands behind the names of regions, and is mostly left out. */
    private static final Set<String> ENDS_OF_REGIONS =
            Stream.of("", "도", "시", "군", "구", "특별시", "광역시", "특별자치시", "특별자치도")
                    .map(SearchText::compact)
                    .collect(Collectors.toUnmodifiableSet());

    /** Letters of a word that may be several: nobody writes more without a space. */
    private static final int LONGEST_PARTED = 20;

    private static final int MOST_REGIONS = 500;
    private static final int MOST_REMEMBERED = 20_000;

    private final Categories categories;
    private final Regions regions;
    private final Areas areas;
    private final Brands brands;
    private final RegionNames regionNames;
    private final Set<String> namesOfKinds;

    /** Words of names that were asked for once: there are some thousand names. */
    private final Map<String, List<String>> wordsOfNames = new ConcurrentHashMap<>();

    Vocabulary(
            Categories categories,
            Regions regions,
            Areas areas,
            Brands brands,
            RegionNames regionNames) {
        this.categories = categories;
        this.regions = regions;
        this.areas = areas;
        this.brands = brands;
        this.regionNames = regionNames;
        this.namesOfKinds =
                categories.all().stream()
                        .flatMap(Vocabulary::namesOf)
                        .flatMap(name -> split(name).stream())
                        .map(Vocabulary::sound)
                        .collect(Collectors.toUnmodifiableSet());
    }

    /** The words of a query; those that are a brand's name together are one. */
    List<Term> termsOf(List<String> typed) {
        String whole = String.join("", typed);
        return typed.size() > 1 && isBrand(SearchText.compact(whole))
                ? List.of(termOf(whole))
                : atOneHouse(withStations(typed).stream().map(this::termOf).toList());
    }

    /** With the numbers of a house beside it a neighbourhood is part of an address. */
    private static List<Term> atOneHouse(List<Term> terms) {
        return terms.stream().anyMatch(Term::isHouse)
                ? terms.stream().map(Term::withoutArea).toList()
                : terms;
    }

    /** The same with an area and its station as one word. */
    private List<String> withStations(List<String> typed) {
        List<String> words = new ArrayList<>();
        for (String word : typed) {
            if (!words.isEmpty() && Areas.isStation(word) && isArea(words.getLast())) {
                words.addLast(words.removeLast() + word);
            } else {
                words.add(word);
            }
        }
        return List.copyOf(words);
    }

    /** The word of a query with everything that it may mean. */
    private Term termOf(String typed) {
        String keys = SearchText.compact(typed);
        return isBrand(keys)
                ? termOf(typed, keys)
                : SearchText.houseNumbers(typed)
                        .map(Term::ofHouse)
                        .orElseGet(() -> termOf(typed, keys));
    }

    private Term termOf(String typed, String keys) {
        return new Term(
                keys,
                SearchText.isChoseong(typed) ? SearchText.choseongOfQuery(typed) : null,
                brands.othersOfBegun(keys),
                categoriesOf(keys),
                regionsOf(keys),
                areaOf(keys).orElse(null),
                isPlace(keys) || Neighbourhood.isShort(typed));
    }

    /** The codes of categories that a word names, those below them included. */
    List<String> categoriesOf(String keys) {
        if (keys.length() < SHORTEST) {
            return List.of();
        }
        List<String> begun =
                categoriesWith(word -> word.startsWith(keys) || keys.equals(word + PLURAL));
        String sound = sound(withoutHouse(keys));
        return begun.isEmpty() ? categoriesWith(word -> sound(word).equals(sound)) : begun;
    }

    private List<String> categoriesWith(Predicate<String> isMeant) {
        return codesOf(category -> wordsOf(category).anyMatch(isMeant));
    }

    private List<String> codesOf(Predicate<Category> isMeant) {
        return categories.all().stream()
                .filter(isMeant)
                .flatMap(category -> categories.subtree(category.code()).stream())
                .distinct()
                .toList();
    }

    private Stream<String> wordsOf(Category category) {
        return namesOf(category).flatMap(name -> wordsOf(name).stream());
    }

    private static String withoutHouse(String keys) {
        return keys.endsWith(HOUSE) ? keys.substring(0, keys.length() - HOUSE.length()) : keys;
    }

    private static String withoutPlural(String keys) {
        return keys.endsWith(PLURAL) ? keys.substring(0, keys.length() - PLURAL.length()) : keys;
    }

    /** ㅔ and ㅐ sound the same, and many write one for the other. */
    private static String sound(String keys) {
        return keys.replace('p', 'o');
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
        return namesOf(region).anyMatch(word -> word.startsWith(keys));
    }

    private Stream<String> namesOf(Region region) {
        return Stream.concat(regionNames.of(region.ko()).stream(), Stream.of(region.en()))
                .flatMap(name -> wordsOf(name).stream());
    }

    /** Whether a word is the name of a region, not merely its beginning. */
    private boolean isRegion(String keys) {
        return keys.length() > SHORTEST && isRegionBelow(null, keys);
    }

    private boolean isRegionBelow(@Nullable String parent, String keys) {
        return regions.below(parent).stream()
                .anyMatch(region -> isCalled(region, keys) || isRegionBelow(region.code(), keys));
    }

    private boolean isCalled(Region region, String keys) {
        return namesOf(region)
                .filter(name -> name.startsWith(keys))
                .anyMatch(name -> ENDS_OF_REGIONS.contains(name.substring(keys.length())));
    }

    /** The area that a word names. */
    Optional<Area> areaOf(String keys) {
        return areas.named(keys);
    }

    private boolean isArea(String word) {
        return areaOf(SearchText.compact(word)).isPresent();
    }

    /**
     * A word that is a region or area and a kind of place in one, taken apart: {@code 강남카페} is
     * {@code 강남 카페}.
     */
    Optional<String> separated(String word) {
        return isWhole(word)
                ? Optional.empty()
                : partedAt(word, (where, what) -> isKind(what) && isPlaceWith(where, what));
    }

    /** A kind of one syllable also ends names: 경북궁 is no 궁 of 경북, but 홍대펍 a 펍 of 홍대. */
    private boolean isPlaceWith(String where, String what) {
        return isSyllable(what) ? isArea(where) : isPlace(SearchText.compact(where));
    }

    /** That of stations is none: many of them are called without it. */
    private static boolean isSyllable(String word) {
        return word.length() == 1 && !Areas.isStation(word);
    }

    /**
     * A query with its words parted where a kind of place or a brand begins or ends inside of one,
     * else behind a region or area: {@code 강남스타벅스} is {@code 강남 스타벅스}.
     */
    String parted(String query) {
        List<String> words = SearchText.split(query);
        List<String> parted = words.stream().map(this::partedWord).toList();
        return parted.equals(words) ? query : String.join(" ", parted);
    }

    private String partedWord(String word) {
        return isWhole(word)
                ? word
                : partedAt(word, this::isKindOrBrandThere)
                        .or(() -> partedAt(word, this::isPlaceBefore))
                        .orElse(word);
    }

    private boolean isPlaceBefore(String left, String right) {
        return !isSyllable(right) && isPlace(SearchText.compact(left));
    }

    private boolean isKindOrBrandThere(String left, String right) {
        return isBrand(SearchText.compact(left))
                || (!isSyllable(right) && isKindOrBrand(SearchText.compact(right)));
    }

    /** Whether a word means something as it is, so that it is not to be parted. */
    private boolean isWhole(String word) {
        String keys = SearchText.compact(word);
        return isPlace(keys) || isKindOrBrand(keys);
    }

    private static Optional<String> partedAt(String word, BiPredicate<String, String> isThere) {
        if (word.length() > LONGEST_PARTED) {
            return Optional.empty();
        }
        for (int i = 1; i < word.length(); i++) {
            String left = word.substring(0, i);
            String right = word.substring(i);
            if (isWord(left) && isWord(right) && isThere.test(left, right)) {
                return Optional.of(left + " " + right);
            }
        }
        return Optional.empty();
    }

    private static boolean isWord(String piece) {
        return SearchText.compact(piece).length() >= SHORTEST;
    }

    private boolean isKindOrBrand(String keys) {
        return isNameOfKind(keys) || isBrand(keys);
    }

    private boolean isBrand(String keys) {
        return !brands.others(keys).isEmpty();
    }

    /** Whether a word of a query is the name of a kind of place. */
    boolean isKind(String word) {
        return isNameOfKind(SearchText.compact(word));
    }

    private boolean isNameOfKind(String keys) {
        return waysToWrite(keys).anyMatch(namesOfKinds::contains);
    }

    private static Stream<String> waysToWrite(String keys) {
        return Stream.of(keys, withoutHouse(keys), withoutPlural(keys)).map(Vocabulary::sound);
    }

    /**
     * The codes of the kind of place that a query is the name of, those below it included: of what
     * is called so, else of what has it as a word of its name, as a bus station has "bus".
     */
    List<String> codesOfKind(String query) {
        List<String> ways = waysToWrite(SearchText.compact(query)).toList();
        List<String> codes =
                codesOf(category ->
                        namesOf(category)
                                .map(SearchText::compact)
                                .map(Vocabulary::sound)
                                .anyMatch(ways::contains));
        return codes.isEmpty() ? categoriesWith(word -> ways.contains(sound(word))) : codes;
    }

    /** Whether words of a query are the name of an area or region, or its beginning. */
    boolean isSomewhere(String words) {
        String keys = SearchText.compact(words);
        return areaOf(keys).isPresent() || !regionsOf(keys).isEmpty();
    }

    /** Whether words are the whole name of an area or region. */
    boolean isNameOfPlace(String words) {
        return isPlace(SearchText.compact(words));
    }

    private boolean isPlace(String keys) {
        return areaOf(keys).isPresent() || isRegion(keys);
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
