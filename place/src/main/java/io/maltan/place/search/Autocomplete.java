package io.maltan.place.search;

import io.maltan.place.catalogue.Place;
import io.maltan.place.category.Categories;
import io.maltan.place.category.Category;
import io.maltan.place.text.SearchText;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;

/** Completes what people are about to type: first kinds of places, then places. */
@Service
class Autocomplete {

    private static final int MOST_CATEGORIES = 3;

    private final TextSearch search;
    private final Vocabulary vocabulary;
    private final List<Kind> kinds;

    Autocomplete(TextSearch search, Vocabulary vocabulary, Categories categories) {
        this.search = search;
        this.vocabulary = vocabulary;
        this.kinds = categories.all().stream().map(Kind::of).toList();
    }

    /** A category with its names in searchable form. */
    private record Kind(Category category, List<String> names) {

        static Kind of(Category category) {
            return new Kind(
                    category,
                    Stream.of(category.ko(), category.en()).map(SearchText::compact).toList());
        }

        boolean begins(String typed) {
            return names.stream().anyMatch(name -> name.startsWith(typed));
        }
    }

    /** What the typed text may become: a category alone, or a place. */
    record Suggestion(String text, @Nullable UUID placeId, @Nullable String category) {}

    Flux<Suggestion> complete(TextQuery query, int limit, Locale language) {
        String typed = SearchText.compact(query.q());
        Flux<Suggestion> categories = Flux.fromStream(() -> categoriesOf(query.q(), language));
        Flux<Suggestion> places =
                search.beginningWith(query, limit).map(found -> toSuggestion(found.place(), typed));
        return Flux.concat(categories, places).take(limit);
    }

    /** Kinds that begin so, or, behind the name of an area or a region, kinds there. */
    private Stream<Suggestion> categoriesOf(String query, Locale language) {
        List<String> words = SearchText.split(query);
        String where = String.join(" ", words.subList(0, Math.max(0, words.size() - 1)));
        return Stream.concat(
                        kindsWith(SearchText.compact(query), "", language),
                        !vocabulary.isNameOfPlace(where)
                                ? Stream.empty()
                                : kindsWith(
                                        SearchText.compact(words.getLast()), where + " ", language))
                .limit(MOST_CATEGORIES);
    }

    private Stream<Suggestion> kindsWith(String typed, String before, Locale language) {
        return typed.isEmpty()
                ? Stream.empty()
                : kinds.stream()
                        .filter(kind -> kind.begins(typed))
                        .map(Kind::category)
                        .map(category ->
                                new Suggestion(
                                        before + category.name(language), null, category.code()));
    }

    private static boolean begins(String name, String typed) {
        return SearchText.compact(name).startsWith(typed);
    }

    /** The name that was begun may be one in another language. */
    private static Suggestion toSuggestion(Place place, String typed) {
        String name = place.content().name();
        List<String> others = List.copyOf(place.content().names().values());
        String text =
                Stream.concat(Stream.of(name), others.stream())
                        .filter(one -> begins(one, typed))
                        .findFirst()
                        .orElse(name);
        return new Suggestion(text, place.id(), place.content().category());
    }
}
