package io.maltan.platform.hours;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/**
 * What hours say about a day and the one after it, in minutes from the first one's midnight on the
 * place's clock.
 */
public final class Openings {

    /** Those of two days; what is asked about lies below. */
    public static final int MINUTES = 2 * 24 * 60;

    private static final byte CLOSED = 0;
    private static final byte OPEN = 1;
    private static final byte UNKNOWN = 2;

    /** When each stretch begins, the first one at 0. */
    private final short[] begins;

    /** What each stretch is. */
    private final byte[] states;

    private Openings(short[] begins, byte[] states) {
        this.begins = begins;
        this.states = states;
    }

    /**
     * From the minutes, ascending from 0, at which what is said may change; stretches that say the
     * same are one.
     */
    static Openings of(int[] turns, IntFunction<Optional<Boolean>> isOpenAt) {
        short[] begins = new short[turns.length];
        byte[] states = new byte[turns.length];
        int count = 0;
        for (int turn : turns) {
            byte state = isOpenAt.apply(turn).map(open -> open ? OPEN : CLOSED).orElse(UNKNOWN);
            if (count == 0 || states[count - 1] != state) {
                begins[count] = (short) turn;
                states[count++] = state;
            }
        }
        return new Openings(Arrays.copyOf(begins, count), Arrays.copyOf(states, count));
    }

    /** Whether it is open at a minute; empty where the hours do not tell. */
    public Optional<Boolean> isOpenAt(int minute) {
        byte state = states[stretchAt(minute)];
        return state == UNKNOWN ? Optional.empty() : Optional.of(state == OPEN);
    }

    /**
     * The minute at which it closes, for one at which it is open; empty where it is not, where that
     * is beyond the two days, and where it may be open on.
     */
    public OptionalInt closingAfter(int minute) {
        int stretch = stretchAt(minute);
        int next = stretch + 1;
        return states[stretch] == OPEN && next < states.length && states[next] == CLOSED
                ? OptionalInt.of(begins[next])
                : OptionalInt.empty();
    }

    /** How many stretches there are. */
    public int stretches() {
        return begins.length;
    }

    private int stretchAt(int minute) {
        int stretch = begins.length - 1;
        while (begins[stretch] > minute) {
            stretch--;
        }
        return stretch;
    }
}
