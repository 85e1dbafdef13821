package io.maltan.community.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who is meant by the mentions of a text.
 *
 * @param byName by name in lower case; only names that one person alone has
 */
public record Mentioned(Map<String, Person> byName, Map<UUID, Person> byId) {

    public static final Mentioned NOBODY = new Mentioned(Map.of(), Map.of());

    public Mentioned {
        byName = Map.copyOf(byName);
        byId = Map.copyOf(byId);
    }

    static Mentioned of(List<Person> named, List<Person> identified) {
        return new Mentioned(
                index(named, person -> person.name().toLowerCase(Locale.ROOT)),
                index(identified, Person::id));
    }

    /** Everybody, each once. */
    List<UUID> people() {
        return Stream.concat(byName.values().stream(), byId.values().stream())
                .map(Person::id)
                .distinct()
                .sorted()
                .toList();
    }

    private static <K> Map<K, Person> index(List<Person> people, Function<Person, K> key) {
        return people.stream().collect(Collectors.toMap(key, Function.identity(), (a, _) -> a));
    }

    /** Somebody with an account. */
    public record Person(UUID id, String name) {}
}
