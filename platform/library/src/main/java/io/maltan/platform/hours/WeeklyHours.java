package io.maltan.platform.hours;

import ch.poole.openinghoursparser.Holiday;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.WeekDayRange;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Hours that depend on nothing but the day of the week, and on whether it is a holiday: of each
 * such day, the minutes from its midnight at which spans begin and end, in turn.
 */
final class WeeklyHours {

    private static final int DAYS = 7;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final int MINUTES = DAYS * MINUTES_A_DAY;
    private static final LocalDate SOME_MONDAY = LocalDate.of(2026, 6, 1);

    /** By day of the week, Monday first. */
    private final short[][] ordinary;

    /** The same for holidays; null where they make no difference. */
    private final short @Nullable [][] holidays;

    private WeeklyHours(short[][] ordinary, short @Nullable [][] holidays) {
        this.ordinary = ordinary;
        this.holidays = holidays;
    }

    /** The week of these rules; empty where weeks differ or the rules do not tell. */
    static Optional<WeeklyHours> of(List<Rule> rules) {
        if (!rules.stream().allMatch(WeeklyHours::isOfEveryWeek)) {
            return Optional.empty();
        }
        boolean named = rules.stream().anyMatch(WeeklyHours::namesHolidays);
        short @Nullable [][] ordinary = week(rules, false);
        short @Nullable [][] holidays = named ? week(rules, true) : null;
        return ordinary == null || (named && holidays == null)
                ? Optional.empty()
                : Optional.of(new WeeklyHours(ordinary, holidays));
    }

    /** Null where some day's hours do not tell. */
    private static short @Nullable [][] week(List<Rule> rules, boolean holidays) {
        short[][] week = new short[DAYS][];
        for (int day = 0; day < DAYS; day++) {
            LocalDate date = SOME_MONDAY.plusDays(day);
            Set<LocalDate> known = holidays ? Set.of(date) : Set.of();
            @Nullable DayHours hours =
                    DayHours.of(rules, date, new Surroundings(known, 0, 0, ZoneOffset.UTC));
            if (hours != null && !hours.tellsAll()) {
                return null;
            }
            week[day] = hours == null ? new short[0] : hours.turns();
        }
        return week;
    }

    /** What is closed for some hours of a holiday may also be so on the days beside it. */
    private static boolean isOfEveryWeek(Rule rule) {
        return isAbsent(rule.getYears())
                && isAbsent(rule.getWeeks())
                && isAbsent(rule.getDates())
                && allOf(rule.getDays(), WeeklyHours::isOfEveryWeek)
                && allOf(rule.getTimes(), WeeklyHours::isByTheClock)
                && allOf(rule.getHolidays(), holiday -> holiday.getOffset() == 0)
                && !(namesHolidays(rule) && DayHours.closesSpans(rule));
    }

    private static boolean isOfEveryWeek(WeekDayRange days) {
        return isAbsent(days.getNths()) && days.getOffset() == 0;
    }

    private static boolean isByTheClock(TimeSpan time) {
        return time.getStartEvent() == null && time.getEndEvent() == null;
    }

    private static boolean namesHolidays(Rule rule) {
        return !allOf(rule.getHolidays(), holiday -> holiday.getType() != Holiday.Type.PH);
    }

    private static boolean isAbsent(@Nullable List<?> selectors) {
        return selectors == null || selectors.isEmpty();
    }

    private static <T> boolean allOf(
            @Nullable List<T> selectors, java.util.function.Predicate<T> condition) {
        return selectors == null || selectors.stream().allMatch(condition);
    }

    boolean isOpenAt(LocalDateTime time, Surroundings surroundings) {
        int minute = time.getHour() * 60 + time.getMinute();
        LocalDate today = time.toLocalDate();
        return covers(of(today, surroundings), minute)
                || covers(of(today.minusDays(1), surroundings), minute + MINUTES_A_DAY);
    }

    /** The minutes of a day, from its midnight, at which spans begin and end, in turn. */
    short[] of(LocalDate day, Surroundings surroundings) {
        int weekday = day.getDayOfWeek().getValue() - 1;
        return holidays != null && surroundings.isHoliday(day)
                ? holidays[weekday]
                : ordinary[weekday];
    }

    private static boolean covers(short[] turns, int minute) {
        for (int turn = 0; turn < turns.length; turn += 2) {
            if (minute >= turns[turn] && minute < turns[turn + 1]) {
                return true;
            }
        }
        return false;
    }

    /** The minutes of the week at which it is open; empty where holidays make a difference. */
    Optional<BitSet> minutes() {
        if (holidays != null) {
            return Optional.empty();
        }
        BitSet open = new BitSet(MINUTES);
        for (int day = 0; day < DAYS; day++) {
            add(ordinary[day], day * MINUTES_A_DAY, open);
        }
        return Optional.of(open);
    }

    private static void add(short[] turns, int midnight, BitSet open) {
        for (int turn = 0; turn < turns.length; turn += 2) {
            int from = midnight + turns[turn];
            int to = midnight + turns[turn + 1];
            open.set(Math.min(from, MINUTES), Math.min(to, MINUTES));
            if (to > MINUTES) {
                open.set(Math.max(0, from - MINUTES), to - MINUTES);
            }
        }
    }
}
