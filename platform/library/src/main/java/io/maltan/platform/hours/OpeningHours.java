package io.maltan.platform.hours;

import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.TokenMgrError;
import java.io.StringReader;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a place is open, as OpenStreetMap's {@code opening_hours} says it.
 *
 * <p>Understood are days of the week and of the year, Easter, weeks, years, times beyond midnight,
 * open ends, {@code off}, additional and fallback rules, public holidays of the countries in {@code
 * holidays.yaml}, sunrise and sunset.
 */
public final class OpeningHours {

    /** The longest text that is read, in characters. */
    public static final int LONGEST = 1_000;

    private static final int MINUTES_A_DAY = 24 * 60;
    private static final Optional<Boolean> OPEN = Optional.of(true);
    private static final Optional<Boolean> CLOSED = Optional.of(false);

    private final List<Rule> rules;
    private final @Nullable WeeklyHours weekly;

    /** Rules that come to the same every week are not needed any more: they are large. */
    private OpeningHours(List<Rule> rules) {
        this.weekly = WeeklyHours.of(rules).orElse(null);
        this.rules = weekly == null ? rules : List.of();
    }

    /**
     * The minutes of the week, from Monday's midnight on the place's clock, at which it is open;
     * empty where weeks differ, also by holidays.
     */
    public Optional<BitSet> minutesOfWeek() {
        return Optional.ofNullable(weekly).flatMap(WeeklyHours::minutes);
    }

    /** The same as PostgreSQL writes an {@code int4multirange}. */
    public Optional<String> week() {
        return minutesOfWeek().map(OpeningHours::toMultirange);
    }

    private static String toMultirange(BitSet open) {
        StringBuilder ranges = new StringBuilder("{");
        for (int from = open.nextSetBit(0); from >= 0; from = open.nextSetBit(from)) {
            int to = open.nextClearBit(from);
            ranges.append(ranges.length() == 1 ? "" : ",");
            ranges.append('[').append(from).append(',').append(to).append(')');
            from = to;
        }
        return ranges.append('}').toString();
    }

    /** Whether they depend on when the sun rises and sets, and so on where the place lies. */
    public boolean followsTheSun() {
        return rules.stream()
                .filter(rule -> rule.getTimes() != null)
                .flatMap(rule -> rule.getTimes().stream())
                .anyMatch(time -> time.getStartEvent() != null || time.getEndEvent() != null);
    }

    /** Reads hours; empty where the text is not of that syntax. */
    public static Optional<OpeningHours> parse(String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            List<Rule> rules = new OpeningHoursParser(new StringReader(text)).rules(false);
            return rules.isEmpty() ? Optional.empty() : Optional.of(new OpeningHours(rules));
        } catch (OpeningHoursParseException | TokenMgrError | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Whether the place is open at a time on its own clock; empty where the hours do not tell. */
    Optional<Boolean> isOpenAt(LocalDateTime time, Surroundings surroundings) {
        if (weekly != null) {
            return Optional.of(weekly.isOpenAt(time, surroundings));
        }
        if (!rules.stream().allMatch(DaySelection::tells)) {
            return Optional.empty();
        }
        int minute = time.getHour() * 60 + time.getMinute();
        LocalDate day = time.toLocalDate();
        Optional<Boolean> begunToday = isOpenAt(minute, DayHours.of(rules, day, surroundings));
        Optional<Boolean> begunYesterday =
                isOpenAt(
                        minute + MINUTES_A_DAY, DayHours.of(rules, day.minusDays(1), surroundings));
        return begunToday.equals(CLOSED) || begunYesterday.equals(OPEN)
                ? begunYesterday
                : begunToday;
    }

    /** What they say about a day and the one after it, on the place's own clock. */
    public Openings openings(LocalDate day, Surroundings surroundings) {
        BitSet turns = new BitSet(Openings.MINUTES);
        turns.set(0);
        for (int days = -1; days <= 1; days++) {
            int midnight = days * MINUTES_A_DAY;
            turns.set(Math.max(0, midnight));
            for (short turn : turnsOf(day.plusDays(days), surroundings)) {
                turns.set(Math.clamp(midnight + turn, 0, Openings.MINUTES));
            }
        }
        turns.clear(Openings.MINUTES);
        return Openings.of(
                turns.stream().toArray(),
                minute -> isOpenAt(day.atStartOfDay().plusMinutes(minute), surroundings));
    }

    private short[] turnsOf(LocalDate day, Surroundings surroundings) {
        if (weekly != null) {
            return weekly.of(day, surroundings);
        }
        if (!rules.stream().allMatch(DaySelection::tells)) {
            return new short[0];
        }
        @Nullable DayHours hours = DayHours.of(rules, day, surroundings);
        return hours == null ? new short[0] : hours.turns();
    }

    private static Optional<Boolean> isOpenAt(int minute, @Nullable DayHours day) {
        return day == null ? CLOSED : day.isOpenAt(minute);
    }
}
