package io.maltan.platform.hours;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Says whether places are open, reading each text of hours once as long as it is remembered. */
public final class OpeningClock {

    /** A power of two. A text whose slot another has taken since is read again. */
    private static final int SLOTS = 1 << 14;

    private final AtomicReferenceArray<@Nullable Read> slots = new AtomicReferenceArray<>(SLOTS);

    private final Holidays holidays;

    public OpeningClock(Holidays holidays) {
        this.holidays = holidays;
    }

    private record Read(String text, Optional<OpeningHours> hours) {}

    /**
     * Whether a place is open at an instant; empty where its hours are unknown or do not tell.
     *
     * @param lat where the sun rises and sets, if the hours depend on it, in degrees
     * @param lon the same
     */
    public Optional<Boolean> isOpen(
            @Nullable String hours, String timeZone, double lat, double lon, Instant at) {
        if (hours == null) {
            return Optional.empty();
        }
        ZoneId zone = ZoneId.of(timeZone);
        Surroundings surroundings = Surroundings.of(lat, lon, zone, holidays);
        return read(hours)
                .flatMap(open -> open.isOpenAt(LocalDateTime.ofInstant(at, zone), surroundings));
    }

    /** The week of a text of hours, as {@link OpeningHours#week()}. */
    public Optional<String> week(@Nullable String hours) {
        return hours == null ? Optional.empty() : read(hours).flatMap(OpeningHours::week);
    }

    private Optional<OpeningHours> read(String text) {
        int slot = ((text.hashCode() * 0x9E3779B9) >>> 16) & (SLOTS - 1);
        Read known = slots.get(slot);
        if (known == null || !known.text().equals(text)) {
            known = new Read(text, OpeningHours.parse(text));
            slots.set(slot, known);
        }
        return known.hours();
    }
}
