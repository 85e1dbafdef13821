package io.maltan.platform.hours;

import ch.poole.openinghoursparser.DateRange;
import ch.poole.openinghoursparser.DateWithOffset;
import ch.poole.openinghoursparser.Holiday;
import ch.poole.openinghoursparser.Nth;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import ch.poole.openinghoursparser.WeekRange;
import ch.poole.openinghoursparser.YearRange;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Whether a rule speaks about a day. */
final class DaySelection {

    private static final int DAYS_A_WEEK = 7;
    private static final List<WeekDay> WEEK = List.of(WeekDay.values());

    private DaySelection() {}

    /** Whether it can be told of every day if a rule speaks about it. */
    static boolean tells(Rule rule) {
        return rule.getDates() == null || rule.getDates().stream().allMatch(DaySelection::tells);
    }

    private static boolean tells(DateRange dates) {
        @Nullable DateWithOffset end = endOf(dates);
        return MovableDate.isKnown(dates.getStartDate())
                && (end == null || MovableDate.isKnown(end));
    }

    /** That of "Dec 24-26" has no month of its own. */
    private static @Nullable DateWithOffset endOf(DateRange dates) {
        @Nullable DateWithOffset end = dates.getEndDate();
        if (end == null || MovableDate.isKnown(end)) {
            return end;
        }
        DateWithOffset inItsMonth = end.copy();
        inItsMonth.setMonth(dates.getStartDate().getMonth());
        return inItsMonth;
    }

    static boolean holds(Rule rule, LocalDate day, Surroundings surroundings) {
        return anyOf(rule.getYears(), years -> holds(years, day))
                && anyOf(rule.getWeeks(), weeks -> holds(weeks, day))
                && anyOf(rule.getDates(), dates -> holds(dates, day))
                && holdsOnDay(rule, day, surroundings);
    }

    private static <T> boolean anyOf(@Nullable List<T> selectors, Predicate<T> holds) {
        return selectors == null || selectors.isEmpty() || selectors.stream().anyMatch(holds);
    }

    /**
     * "PH,Mo" is a holiday or a Monday, "PH Mo" a Monday that is a holiday. School holidays are not
     * known: a rule for them alone never holds.
     */
    private static boolean holdsOnDay(Rule rule, LocalDate day, Surroundings surroundings) {
        List<WeekDayRange> days = rule.getDays();
        List<Holiday> holidays = rule.getHolidays();
        boolean onHoliday =
                holidays != null
                        && holidays.stream().anyMatch(holiday -> holds(holiday, day, surroundings));
        if (days == null || days.isEmpty()) {
            return onHoliday || holidays == null || holidays.isEmpty();
        }
        boolean onDay = days.stream().anyMatch(range -> holds(range, day));
        return isBoth(holidays) ? onHoliday && onDay : onHoliday || onDay;
    }

    private static boolean isBoth(@Nullable List<Holiday> holidays) {
        return holidays != null
                && !holidays.isEmpty()
                && holidays.stream().noneMatch(Holiday::getUseAsWeekDay);
    }

    private static boolean holds(Holiday holiday, LocalDate day, Surroundings surroundings) {
        return holiday.getType() == Holiday.Type.PH
                && surroundings.isHoliday(day.minusDays(holiday.getOffset()));
    }

    private static boolean holds(YearRange years, LocalDate day) {
        int from = years.getStartYear();
        int to = years.getEndYear();
        if (years.isOpenEnded()) {
            return day.getYear() >= from;
        }
        return to == YearRange.UNDEFINED_YEAR
                ? day.getYear() == from
                : day.getYear() >= from
                        && day.getYear() <= to
                        && isStep(day.getYear() - from, years.getInterval());
    }

    private static boolean holds(WeekRange weeks, LocalDate day) {
        int week = day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
        int from = weeks.getStartWeek();
        int to = weeks.getEndWeek() == WeekRange.UNDEFINED_WEEK ? from : weeks.getEndWeek();
        return week >= from && week <= to && isStep(week - from, weeks.getInterval());
    }

    private static boolean isStep(int distance, int interval) {
        return interval <= 1 || distance % interval == 0;
    }

    /** "Th[4] +1 day" is the day after the fourth Thursday, whichever that is. */
    private static boolean holds(WeekDayRange days, LocalDate date) {
        LocalDate day = date.minusDays(days.getOffset());
        int today = day.getDayOfWeek().getValue() - 1;
        int from = WEEK.indexOf(days.getStartDay());
        int to = days.getEndDay() == null ? from : WEEK.indexOf(days.getEndDay());
        boolean inRange = from <= to ? today >= from && today <= to : today >= from || today <= to;
        return inRange && anyOf(days.getNths(), nth -> holds(nth, day));
    }

    private static boolean holds(Nth nth, LocalDate day) {
        int fromStart = (day.getDayOfMonth() - 1) / DAYS_A_WEEK + 1;
        int fromEnd = -((day.lengthOfMonth() - day.getDayOfMonth()) / DAYS_A_WEEK + 1);
        int from = nth.getStartNth();
        int to = nth.getEndNth() == Nth.INVALID_NTH ? from : nth.getEndNth();
        return from < 0 ? fromEnd == from : fromStart >= from && fromStart <= to;
    }

    /** What begins in a year may reach into the next one, or be moved into the one before. */
    private static boolean holds(DateRange dates, LocalDate day) {
        DateWithOffset start = dates.getStartDate();
        return start.undefinedYear()
                ? IntStream.rangeClosed(day.getYear() - 1, day.getYear() + 1)
                        .anyMatch(year -> holdsFrom(dates, year, day))
                : holdsFrom(dates, start.getYear(), day);
    }

    private static boolean holdsFrom(DateRange dates, int year, LocalDate day) {
        LocalDate from = MovableDate.first(dates.getStartDate(), year);
        return !day.isBefore(from)
                && !day.isAfter(lastDay(dates, from, year))
                && isStep((int) ChronoUnit.DAYS.between(from, day), dates.getInterval());
    }

    /** An open end is that of the year, or of all time where the year is given. */
    private static LocalDate lastDay(DateRange dates, LocalDate from, int year) {
        DateWithOffset start = dates.getStartDate();
        if (start.isOpenEnded()) {
            return start.undefinedYear() ? LocalDate.of(year, 12, 31) : LocalDate.MAX;
        }
        @Nullable DateWithOffset end = endOf(dates);
        return end == null ? MovableDate.last(start, year) : lastDayFrom(from, end, year);
    }

    /** Without a year of its own the end is the next one there is. */
    private static LocalDate lastDayFrom(LocalDate from, DateWithOffset end, int year) {
        LocalDate last = MovableDate.last(end, end.undefinedYear() ? year : end.getYear());
        return end.undefinedYear() && last.isBefore(from) ? MovableDate.last(end, year + 1) : last;
    }
}
