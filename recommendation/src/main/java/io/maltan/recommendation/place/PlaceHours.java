package io.maltan.recommendation.place;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.maltan.platform.hours.OpeningHours;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The opening hours of all places, each once: shops of a town share a few hundred. Times are
 * minutes since 1970 on the clock of the place.
 */
@Component
final class PlaceHours implements MemoryShare {

    /** What hours that are no plain week may take of the heap. */
    private static final int PART_OF_HEAP = 100;

    private static final int MOST_READ = 5_000;

    private final Codes<Hours> hours = new Codes<>();
    private final DailyOpenings openings;
    private final Cache<String, Optional<Hours>> read =
            Caffeine.newBuilder().maximumSize(MOST_READ).build();
    private final long mostTextBytes;
    private long textBytes;

    @Autowired
    PlaceHours() {
        this(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** One half for the texts of hours that are no plain week, one for what they come to. */
    PlaceHours(long mostBytes) {
        this.mostTextBytes = mostBytes / 2;
        this.openings = new DailyOpenings(mostBytes / 2);
    }

    @Override
    public String what() {
        return "opening hours";
    }

    @Override
    public long bytes() {
        return 2 * mostTextBytes;
    }

    /**
     * The number of a text's hours; {@link Codes#NONE} where it cannot be read, and where there is
     * no room for one more.
     */
    char numberOf(String text) {
        Optional<Hours> said = read.get(text, PlaceHours::read);
        return said.isPresent() ? numberOf(said.get()) : Codes.NONE;
    }

    private synchronized char numberOf(Hours said) {
        if (said instanceof VariableHours variable && !hours.has(variable)) {
            if (textBytes + variable.bytes() > mostTextBytes) {
                return Codes.NONE;
            }
            textBytes += variable.bytes();
        }
        return hours.numberOf(said);
    }

    private static Optional<Hours> read(String text) {
        return OpeningHours.parse(text).map(parsed -> toHours(text, parsed));
    }

    private static Hours toHours(String text, OpeningHours parsed) {
        return parsed.minutesOfWeek()
                .<Hours>map(WeeklyHours::new)
                .orElseGet(() -> new VariableHours(text, parsed.followsTheSun()));
    }

    /** Whether hours of a number are open at a minute; where the place lies, for the sun. */
    Openness openness(int number, int minute, String zone, double lat, double lon) {
        Hours said = hours.value(number);
        if (said instanceof VariableHours variable) {
            return openings.of(variable, zone, lat, lon, LocalMoment.day(minute))
                    .isOpenAt(LocalMoment.minuteOfDay(minute))
                    .map(open -> open ? Openness.OPEN : Openness.CLOSED)
                    .orElse(Openness.UNKNOWN);
        }
        return ((WeeklyHours) said).isOpen(LocalMoment.minuteOfWeek(minute))
                ? Openness.OPEN
                : Openness.CLOSED;
    }

    /**
     * In how many minutes hours that are open close; empty where they never do, where they may be
     * open on, and where that is some days away.
     */
    OptionalInt minutesUntilClosing(int number, int minute, String zone, double lat, double lon) {
        return switch (hours.value(number)) {
            case WeeklyHours weekly -> weekly.minutesUntilClosing(LocalMoment.minuteOfWeek(minute));
            case VariableHours variable -> {
                int minuteOfDay = LocalMoment.minuteOfDay(minute);
                OptionalInt closing =
                        openings.of(variable, zone, lat, lon, LocalMoment.day(minute))
                                .closingAfter(minuteOfDay);
                yield closing.isEmpty()
                        ? closing
                        : OptionalInt.of(closing.getAsInt() - minuteOfDay);
            }
        };
    }

    /** How many days of hours are worked out at present. */
    long days() {
        return openings.size();
    }
}
