package io.maltan.place.hours;

import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.WeekDayRange;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/** Hours that are the same every week, as minutes from Monday's midnight. */
final class WeeklyHours {

    private static final int DAYS = 7;
    private static final int MINUTES_A_DAY = 24 * 60;
    private static final int MINUTES = DAYS * MINUTES_A_DAY;
    private static final LocalDate SOME_MONDAY = LocalDate.of(2026, 6, 1);

    /** Where the place opens, closes, opens again…; beginning with an opening. */
    private final short[] turns;

    private WeeklyHours(short[] turns) {
        this.turns = turns;
    }

    /** The week of these rules; empty where weeks differ or the rules do not tell. */
    static Optional<WeeklyHours> of(List<Rule> rules) {
        if (!rules.stream().allMatch(WeeklyHours::isOfEveryWeek)) {
            return Optional.empty();
        }
        BitSet open = new BitSet(MINUTES);
        for (int day = 0; day < DAYS; day++) {
            DayHours hours = DayHours.of(rules, SOME_MONDAY.plusDays(day));
            if (hours != null && hours.answer().isEmpty()) {
                return Optional.empty();
            }
            if (hours != null) {
                hours.addTo(open, day * MINUTES_A_DAY, MINUTES);
            }
        }
        return Optional.of(new WeeklyHours(turnsOf(open)));
    }

    private static boolean isOfEveryWeek(Rule rule) {
        return isAbsent(rule.getYears())
                && isAbsent(rule.getWeeks())
                && isAbsent(rule.getDates())
                && (rule.getDays() == null
                        || rule.getDays().stream().allMatch(WeeklyHours::isOfEveryWeek));
    }

    private static boolean isOfEveryWeek(WeekDayRange days) {
        return isAbsent(days.getNths());
    }

    private static boolean isAbsent(@org.jspecify.annotations.Nullable List<?> selectors) {
        return selectors == null || selectors.isEmpty();
    }

    private static short[] turnsOf(BitSet open) {
        short[] turns = new short[MINUTES + 1];
        int count = 0;
        for (int from = open.nextSetBit(0); from >= 0; from = open.nextSetBit(from)) {
            turns[count++] = (short) from;
            from = open.nextClearBit(from);
            turns[count++] = (short) from;
        }
        return java.util.Arrays.copyOf(turns, count);
    }

    boolean isOpenAt(LocalDateTime time) {
        int minute =
                (time.getDayOfWeek().getValue() - 1) * MINUTES_A_DAY
                        + time.getHour() * 60
                        + time.getMinute();
        for (int turn = 0; turn < turns.length; turn += 2) {
            if (minute >= turns[turn] && minute < turns[turn + 1]) {
                return true;
            }
        }
        return false;
    }

    /** As PostgreSQL writes an {@code int4multirange}. */
    String toMultirange() {
        StringBuilder ranges = new StringBuilder("{");
        for (int turn = 0; turn < turns.length; turn += 2) {
            ranges.append(turn == 0 ? "" : ",")
                    .append('[')
                    .append(turns[turn])
                    .append(',')
                    .append(turns[turn + 1])
                    .append(')');
        }
        return ranges.append('}').toString();
    }
}
