package io.maltan.recommendation.place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;

/** Opening hours by their text: shops of a town share a few hundred, so each is parsed once. */
final class HoursTexts {

    private static final int MOST = 5_000;

    private final Cache<String, Optional<WeeklyHours>> parsed =
            Caffeine.newBuilder().maximumSize(MOST).build();

    Optional<WeeklyHours> parsed(String text) {
        return parsed.get(text, WeeklyHours::parse);
    }
}
