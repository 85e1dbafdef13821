package io.maltan.recommendation.place;

import ch.poole.openinghoursparser.OpeningHoursParseException;
import ch.poole.openinghoursparser.OpeningHoursParser;
import ch.poole.openinghoursparser.Rule;
import ch.poole.openinghoursparser.RuleModifier;
import ch.poole.openinghoursparser.TimeSpan;
import ch.poole.openinghoursparser.TokenMgrError;
import ch.poole.openinghoursparser.WeekDay;
import ch.poole.openinghoursparser.WeekDayRange;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a place is open, minute by minute of a week that begins on Monday.
 *
 * <p>Only rules that every week repeats are understood. Hours that depend on the season, on sunrise
 * or on anything else count as unknown rather than being guessed; public holidays are passed over.
 */
public final class WeeklyHours {

    static final int MINUTES_OF_DAY = 24 * 60;
    static final int MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

    private static final List<WeekDay> WEEK = List.of(WeekDay.values());

    /** Where it opens and closes in turn: open from each even one to the odd one after it. */
    private final short[] turns;

    private WeeklyHours(BitSet open) {
        this.turns = turnsOf(open);
    }

    private static short[] turnsOf(BitSet open) {
        short[] turns = new short[2 * MINUTES_OF_WEEK];
        int count = 0;
        for (int from = open.nextSetBit(0); from >= 0; from = open.nextSetBit(turns[count - 1])) {
            turns[count++] = (short) from;
            turns[count++] = (short) open.nextClearBit(from);
        }
        return Arrays.copyOf(turns, count);
    }

    /** Reads OpenStreetMap's opening hours; empty where they say nothing for certain. */
    static Optional<WeeklyHours> parse(String text) {
        try {
            var input = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
            List<Rule> rules = new OpeningHoursParser(input).rules(false);
            return rules.stream().allMatch(WeeklyHours::isWeekly)
                    ? Optional.of(new WeeklyHours(minutesOf(rules)))
                    : Optional.empty();
        } catch (OpeningHoursParseException | TokenMgrError | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static boolean isWeekly(Rule rule) {
        boolean seasonal =
                rule.getYears() != null || rule.getWeeks() != null || rule.getDates() != null;
        boolean nth =
                rule.getDays() != null
                        && rule.getDays().stream().anyMatch(days -> days.getNths() != null);
        return !seasonal && !nth && !rule.isFallBack() && hasPlainTimes(rule) && isCertain(rule);
    }

    private static boolean hasPlainTimes(Rule rule) {
        return rule.getTimes() == null
                || rule.getTimes().stream()
                        .allMatch(span ->
                                span.getStartEvent() == null
                                        && span.getEndEvent() == null
                                        && !span.isOpenEnded()
                                        && span.getEnd() != TimeSpan.UNDEFINED_TIME);
    }

    private static boolean isCertain(Rule rule) {
        RuleModifier modifier = rule.getModifier();
        return modifier == null
                || (modifier.getComment() == null
                        && modifier.getModifier() != RuleModifier.Modifier.UNKNOWN);
    }

    private static BitSet minutesOf(List<Rule> rules) {
        BitSet[] days = new BitSet[7];
        for (int day = 0; day < 7; day++) {
            days[day] = new BitSet(2 * MINUTES_OF_DAY);
            for (Rule rule : rules) {
                if (!isForHolidaysAlone(rule) && appliesOn(rule, day)) {
                    apply(rule, days[day]);
                }
            }
        }
        return joined(days);
    }

    /** A day's minutes may reach into the next day. */
    private static BitSet joined(BitSet[] days) {
        BitSet week = new BitSet(MINUTES_OF_WEEK);
        for (int day = 0; day < 7; day++) {
            int midnight = day * MINUTES_OF_DAY;
            days[day].stream().forEach(minute -> week.set((midnight + minute) % MINUTES_OF_WEEK));
        }
        return week;
    }

    private static boolean isForHolidaysAlone(Rule rule) {
        return rule.getHolidays() != null && rule.getDays() == null;
    }

    private static boolean appliesOn(Rule rule, int day) {
        return rule.getDays() == null
                || rule.getDays().stream().anyMatch(range -> covers(range, day));
    }

    private static boolean covers(WeekDayRange range, int day) {
        int first = WEEK.indexOf(range.getStartDay());
        WeekDay end = range.getEndDay();
        int last = end == null ? first : WEEK.indexOf(end);
        return first <= last ? day >= first && day <= last : day >= first || day <= last;
    }

    private static void apply(Rule rule, BitSet day) {
        if (!rule.isAdditive()) {
            day.clear();
        }
        if (isClosing(rule)) {
            return;
        }
        if (rule.isTwentyfourseven() || rule.getTimes() == null) {
            day.set(0, MINUTES_OF_DAY);
            return;
        }
        for (TimeSpan span : rule.getTimes()) {
            boolean overMidnight = span.getEnd() <= span.getStart();
            day.set(span.getStart(), span.getEnd() + (overMidnight ? MINUTES_OF_DAY : 0));
        }
    }

    private static boolean isClosing(Rule rule) {
        RuleModifier modifier = rule.getModifier();
        return modifier != null
                && (modifier.getModifier() == RuleModifier.Modifier.OFF
                        || modifier.getModifier() == RuleModifier.Modifier.CLOSED);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WeeklyHours hours && Arrays.equals(turns, hours.turns);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(turns);
    }

    /** Whether it is open in a minute of the week. */
    boolean isOpen(int minuteOfWeek) {
        return nextTurn(minuteOfWeek) % 2 == 1;
    }

    /** In how many minutes it closes; a whole week where it never does. */
    int minutesUntilClosing(int minuteOfWeek) {
        int next = nextTurn(minuteOfWeek);
        if (next % 2 == 0) {
            return 0;
        }
        if (turns[next] < MINUTES_OF_WEEK) {
            return turns[next] - minuteOfWeek;
        }
        int monday = turns[0] == 0 ? turns[1] : 0;
        return Math.min(MINUTES_OF_WEEK, MINUTES_OF_WEEK - minuteOfWeek + monday);
    }

    /** The index of the first turn that comes after a minute. */
    private int nextTurn(int minuteOfWeek) {
        int next = 0;
        while (next < turns.length && turns[next] <= minuteOfWeek) {
            next++;
        }
        return next;
    }
}
