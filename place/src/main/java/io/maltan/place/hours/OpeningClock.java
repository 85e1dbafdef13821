package io.maltan.place.hours;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Says whether places are open, reading each text of hours once as long as it is remembered. */
@Component
public class OpeningClock {

    private static final int MOST_REMEMBERED = 20_000;

    private final Map<String, Optional<OpeningHours>> read = new ConcurrentHashMap<>();

    /** Whether a place is open at an instant; empty where its hours are unknown or do not tell. */
    public Optional<Boolean> isOpen(@Nullable String hours, String timeZone, Instant at) {
        if (hours == null) {
            return Optional.empty();
        }
        return remember(hours)
                .flatMap(open -> open.isOpenAt(LocalDateTime.ofInstant(at, ZoneId.of(timeZone))));
    }

    private Optional<OpeningHours> remember(String hours) {
        if (read.size() > MOST_REMEMBERED) {
            read.clear();
        }
        return read.computeIfAbsent(hours, OpeningHours::parse);
    }
}
