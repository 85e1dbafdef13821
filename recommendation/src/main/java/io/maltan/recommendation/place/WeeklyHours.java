package io.maltan.recommendation.place;

import java.util.Arrays;
import java.util.BitSet;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** Hours that are the same every week: its minutes, from Monday's midnight, at which they turn. */
final class WeeklyHours implements Hours {

    static final int MINUTES_OF_DAY = 24 * 60;
    static final int MINUTES_OF_WEEK = 7 * MINUTES_OF_DAY;

    /** Where it opens and closes in turn: open from each even one to the odd one after it. */
    private final short[] turns;

    /** Of the minutes of the week at which it is open. */
    WeeklyHours(BitSet open) {
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

    /** In how many minutes it closes; empty where it never does, and where it is closed. */
    OptionalInt minutesUntilClosing(int minuteOfWeek) {
        int next = nextTurn(minuteOfWeek);
        if (next % 2 == 0) {
            return OptionalInt.empty();
        }
        if (turns[next] < MINUTES_OF_WEEK) {
            return OptionalInt.of(turns[next] - minuteOfWeek);
        }
        int monday = turns[0] == 0 ? turns[1] : 0;
        return monday == MINUTES_OF_WEEK
                ? OptionalInt.empty()
                : OptionalInt.of(MINUTES_OF_WEEK - minuteOfWeek + monday);
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
