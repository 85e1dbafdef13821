package io.maltan.place.category;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tags that mean a category.
 *
 * @param category the category's code
 * @param conditions all of them must hold
 * @param rank where the rule stands in the file
 */
record TagRule(String category, List<Condition> conditions, int rank) {

    /** A tag that must be there with this value, or with any for {@code *}. */
    record Condition(String key, String value) {

        private static final String ANY = "*";

        /** What OpenStreetMap writes where there is nothing of a kind, or nothing any more. */
        private static final Set<String> NONE = Set.of("no", "none", "vacant", "disused", "closed");

        boolean holds(Map<String, String> tags) {
            String present = tags.get(key);
            return present != null
                    && (isAny() ? !NONE.contains(present.strip()) : hasValue(present));
        }

        boolean isAny() {
            return value.equals(ANY);
        }

        /** Such as {@code *_restaurant}. */
        boolean isSuffix() {
            return !isAny() && value.startsWith(ANY);
        }

        /** OpenStreetMap writes several values of one key with semicolons. */
        private boolean hasValue(String present) {
            return present.equals(value)
                    || (isSuffix() && present.endsWith(value.substring(1)))
                    || (present.indexOf(';') >= 0
                            && Arrays.stream(present.split(";", -1))
                                    .map(String::strip)
                                    .anyMatch(value::equals));
        }
    }

    /** Reads {@code key=value+key=value}. */
    static TagRule parse(String category, String text, int rank) {
        List<Condition> conditions =
                Arrays.stream(text.split("\\+", -1)).map(TagRule::condition).toList();
        return new TagRule(category, conditions, rank);
    }

    private static Condition condition(String text) {
        int equals = text.indexOf('=');
        return new Condition(text.substring(0, equals), text.substring(equals + 1));
    }

    String firstKey() {
        return conditions.getFirst().key();
    }

    boolean holds(Map<String, String> tags) {
        return conditions.stream().allMatch(condition -> condition.holds(tags));
    }

    boolean hasAny() {
        return conditions.stream().anyMatch(condition -> condition.isAny() || condition.isSuffix());
    }
}
