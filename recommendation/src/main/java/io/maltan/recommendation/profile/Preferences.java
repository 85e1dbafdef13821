package io.maltan.recommendation.profile;

import java.util.List;

/**
 * What a person said about themselves.
 *
 * @param categories codes of categories; each stands for everything below it
 * @param regions codes of regions
 */
public record Preferences(List<String> categories, List<String> regions) {

    public static final Preferences NONE = new Preferences(List.of(), List.of());

    public Preferences {
        categories = List.copyOf(categories);
        regions = List.copyOf(regions);
    }
}
