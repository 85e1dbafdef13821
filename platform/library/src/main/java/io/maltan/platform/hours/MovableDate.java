package io.maltan.platform.hours;

import ch.poole.openinghoursparser.DateWithOffset;
import ch.poole.openinghoursparser.Month;
import ch.poole.openinghoursparser.VarDate;
import ch.poole.openinghoursparser.WeekDay;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The days that a date of the syntax means in a year: one, or a whole month. It may be Easter, the
 * nth Monday of a month, or so many days from one of these.
 */
final class MovableDate {

    private static final List<WeekDay> WEEK = List.of(WeekDay.values());
    private static final List<Month> YEAR = List.of(Month.values());

    private MovableDate() {}

    /** Whether it is known which days a date means. */
    static boolean isKnown(DateWithOffset date) {
        return date.getMonth() != null || date.getVarDate() == VarDate.EASTER;
    }

    /** The first day; that of February 29 is March 1 in other years than leap years. */
    static LocalDate first(DateWithOffset date, int year) {
        int day = date.undefinedDay() ? 1 : date.getDay();
        return moved(
                date,
                isFixed(date) ? month(date, year).atDay(1).plusDays(day - 1L) : named(date, year));
    }

    /** The last day; that of February 29 is February 28 in other years than leap years. */
    static LocalDate last(DateWithOffset date, int year) {
        return moved(date, isFixed(date) ? lastOf(date, month(date, year)) : named(date, year));
    }

    private static LocalDate lastOf(DateWithOffset date, YearMonth month) {
        return date.undefinedDay()
                ? month.atEndOfMonth()
                : month.atDay(Math.min(date.getDay(), month.lengthOfMonth()));
    }

    private static boolean isFixed(DateWithOffset date) {
        return date.getVarDate() == null && date.getNthWeekDay() == null;
    }

    private static LocalDate named(DateWithOffset date, int year) {
        @Nullable WeekDay weekDay = date.getNthWeekDay();
        return weekDay == null
                ? easter(year)
                : month(date, year)
                        .atDay(1)
                        .with(TemporalAdjusters.dayOfWeekInMonth(date.getNth(), toDay(weekDay)));
    }

    private static YearMonth month(DateWithOffset date, int year) {
        return YearMonth.of(year, YEAR.indexOf(date.getMonth()) + 1);
    }

    /** "+Su" is the first Sunday after the date, "-Su" the last one before it. */
    private static LocalDate moved(DateWithOffset date, LocalDate day) {
        @Nullable WeekDay weekDay = date.getWeekDayOffset();
        LocalDate on =
                weekDay == null
                        ? day
                        : day.with(
                                date.isWeekDayOffsetPositive()
                                        ? TemporalAdjusters.next(toDay(weekDay))
                                        : TemporalAdjusters.previous(toDay(weekDay)));
        return on.plusDays(date.getDayOffset());
    }

    private static DayOfWeek toDay(WeekDay weekDay) {
        return DayOfWeek.of(WEEK.indexOf(weekDay) + 1);
    }

    /** Easter Sunday of the Gregorian calendar, as Meeus, Jones and Butcher reckon it. */
    static LocalDate easter(int year) {
        int century = year / 100;
        int golden = year % 19;
        int corrected = century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15;
        int epact = corrected % 30;
        int moon = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11));
        int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        return LocalDate.of(year, 3, 28).plusDays(moon - weekday);
    }
}
