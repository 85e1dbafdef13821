package io.maltan.place.hours;

import ch.poole.openinghoursparser.DateRange;
import ch.poole.openinghoursparser.DateWithOffset;
import ch.poole.openinghoursparser.Holiday;
import ch.poole.openinghoursparser.Month;
import ch.poole.openinghoursparser.Nth;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import ch.poole.openinghoursparser.WeekRange;
import ch.poole.openinghoursparser.YearRange;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Whether a rule speaks about a day. */
final class DaySelection {

    private static final int DAYS_A_WEEK = 7;
    private static final List<WeekDay> WEEK = List.of(WeekDay.values());
    private static final List<Month> YEAR = List.of(Month.values());

    private DaySelection() {}

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

    private static boolean holds(WeekDayRange days, LocalDate day) {
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

    private static boolean holds(DateRange dates, LocalDate day) {
        DateWithOffset start = dates.getStartDate();
        @Nullable DateWithOffset end = dates.getEndDate();
        if (start.getMonth() == null || (end != null && end.getMonth() == null)) {
            return false;
        }
        if (!start.undefinedYear()) {
            return holdsInYears(start, end, day);
        }
        MonthDay today = MonthDay.from(day);
        MonthDay from = firstDay(start);
        MonthDay to =
                start.isOpenEnded() ? MonthDay.of(12, 31) : lastDay(end == null ? start : end);
        return from.compareTo(to) <= 0
                ? !today.isBefore(from) && !today.isAfter(to)
                : !today.isBefore(from) || !today.isAfter(to);
    }

    private static boolean holdsInYears(
            DateWithOffset start, @Nullable DateWithOffset end, LocalDate day) {
        LocalDate from = firstDay(start).atYear(start.getYear());
        DateWithOffset last = end == null ? start : end;
        return !day.isBefore(from)
                && (start.isOpenEnded() || !day.isAfter(lastDayFrom(from, last)));
    }

    /** Without a year of its own the end is the next one there is. */
    private static LocalDate lastDayFrom(LocalDate from, DateWithOffset end) {
        MonthDay last = lastDay(end);
        LocalDate sameYear = last.atYear(end.undefinedYear() ? from.getYear() : end.getYear());
        return end.undefinedYear() && sameYear.isBefore(from)
                ? last.atYear(from.getYear() + 1)
                : sameYear;
    }

    private static MonthDay firstDay(DateWithOffset date) {
        return MonthDay.of(monthOf(date), date.undefinedDay() ? 1 : date.getDay());
    }

    private static MonthDay lastDay(DateWithOffset date) {
        int month = monthOf(date);
        return MonthDay.of(
                month,
                date.undefinedDay() ? YearMonth.of(2024, month).lengthOfMonth() : date.getDay());
    }

    private static int monthOf(DateWithOffset date) {
        return YEAR.indexOf(date.getMonth()) + 1;
    }
}
