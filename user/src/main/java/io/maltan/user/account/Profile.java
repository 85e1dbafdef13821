package io.maltan.user.account;

import java.util.List;

/**
 * What people say about themselves, already checked by {@link ProfileDraft}.
 *
 * @param displayName 1 to 50 characters
 * @param language an IETF language tag such as {@code ko}
 * @param preferredRegions codes of regions, up to 50
 * @param preferredCategories codes of categories, up to 50
 */
public record Profile(
        String displayName,
        String language,
        List<String> preferredRegions,
        List<String> preferredCategories) {

    public Profile {
        preferredRegions = List.copyOf(preferredRegions);
        preferredCategories = List.copyOf(preferredCategories);
    }

    /** A profile that says no more than a name and a language. */
    public static Profile of(String displayName, String language) {
        return new Profile(displayName, language, List.of(), List.of());
    }
}
