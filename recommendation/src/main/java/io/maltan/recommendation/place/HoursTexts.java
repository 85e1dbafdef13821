package io.maltan.recommendation.place;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Opening hours by their text: shops of a town share a few hundred, so each is parsed once. */
final class HoursTexts {

    private static final int MOST = 20_000;

    private final Map<String, Optional<WeeklyHours>> parsed = new ConcurrentHashMap<>();

    Optional<WeeklyHours> parsed(String text) {
        Optional<WeeklyHours> known = parsed.get(text);
        if (known != null) {
            return known;
        }
        Optional<WeeklyHours> hours = WeeklyHours.parse(text);
        if (parsed.size() < MOST) {
            parsed.put(text, hours);
        }
        return hours;
    }
}
