package io.maltan.place.category;

import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The tree of categories. */
public final class Categories {

    private static final Comparator<TagRule> STRONGEST_FIRST =
            Comparator.comparingInt((TagRule rule) -> rule.hasAny() ? 1 : 0)
                    .thenComparingInt(rule -> -rule.conditions().size())
                    .thenComparingInt(TagRule::rank);

    private final Map<String, Category> byCode = new LinkedHashMap<>();
    private final Map<String, Category> byName = new HashMap<>();
    private final Map<String, List<String>> children = new HashMap<>();
    private final Map<String, List<TagRule>> rulesByKey = new HashMap<>();

    /**
     * @param tags more tags that mean a category, by its code
     */
    Categories(List<CategoryFile.Entry> roots, Map<String, List<String>> tags) {
        roots.forEach(root -> add(root, null));
        tags.forEach((code, more) -> more.forEach(tag -> addRule(get(code).code(), tag)));
        rulesByKey.values().forEach(rules -> rules.sort(STRONGEST_FIRST));
    }

    private void add(CategoryFile.Entry entry, @Nullable String parent) {
        Category category =
                new Category(entry.code(), parent, entry.ko(), entry.en(), entry.words());
        byCode.put(category.code(), category);
        Stream.concat(Stream.of(category.ko(), category.en()), category.words().stream())
                .forEach(name -> byName.putIfAbsent(name.toLowerCase(Locale.ROOT), category));
        if (parent != null) {
            children.computeIfAbsent(parent, code -> new ArrayList<>()).add(category.code());
        }
        for (String tags : entry.tags()) {
            addRule(category.code(), tags);
        }
        entry.children().forEach(child -> add(child, category.code()));
    }

    private void addRule(String category, String tags) {
        TagRule rule = TagRule.parse(category, tags, byCode.size());
        rulesByKey.computeIfAbsent(rule.firstKey(), key -> new ArrayList<>()).add(rule);
    }

    /** All categories, a parent before its children. */
    public List<Category> all() {
        return List.copyOf(byCode.values());
    }

    public Optional<Category> find(String code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /**
     * The category that a text means: a code, a name in any case, or a tag as {@code key=value}.
     */
    public Optional<Category> named(String text) {
        @Nullable Category category = byCode.get(text);
        if (category == null) {
            category = byName.get(text.toLowerCase(Locale.ROOT));
        }
        int equals = text.indexOf('=');
        return category == null && equals > 0
                ? ofTags(Map.of(text.substring(0, equals), text.substring(equals + 1)))
                : Optional.ofNullable(category);
    }

    /**
     * The category of a code that a client sent.
     *
     * @throws Invalid where there is none
     */
    public Category get(String code) {
        return find(code).orElseThrow(() -> Invalid.field("category", "unknown"));
    }

    /** The codes of a category and of those below it. */
    public List<String> subtree(String code) {
        List<String> codes = new ArrayList<>();
        codes.add(get(code).code());
        codes.addAll(children.getOrDefault(code, List.of()));
        return List.copyOf(codes);
    }

    /** The category that an element's tags mean. */
    public Optional<Category> ofTags(Map<String, String> tags) {
        return tags.keySet().stream()
                .flatMap(key -> rulesByKey.getOrDefault(key, List.of()).stream())
                .filter(rule -> rule.holds(tags))
                .min(STRONGEST_FIRST)
                .map(rule -> byCode.get(rule.category()));
    }
}
