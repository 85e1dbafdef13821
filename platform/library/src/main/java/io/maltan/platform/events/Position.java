package io.maltan.platform.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an entry of a Redis Stream, in one number that keeps the order: milliseconds shifted by
 * 20 bits, plus the number within the millisecond.
 */
record Position(long value) implements Comparable<Position> {

    /** Before everything. */
    static final Position START = new Position(0);

    private static final int BITS = 20;
    private static final long MASK = (1L << BITS) - 1;
    private static final Pattern FORMAT = Pattern.compile("(\\d{1,13})(?:-(\\d{1,7}))?");

    static Position of(String id) {
        return parse(id)
                .orElseThrow(() -> new IllegalArgumentException("No stream position: " + id));
    }

    /** Empty for what is no id of a stream. */
    static Optional<Position> parse(String id) {
        Matcher parts = FORMAT.matcher(id);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long milliseconds = Long.parseLong(parts.group(1));
        long number = parts.group(2) == null ? 0 : Long.parseLong(parts.group(2));
        return number > MASK || milliseconds > Long.MAX_VALUE >> BITS
                ? Optional.empty()
                : Optional.of(new Position((milliseconds << BITS) + number));
    }

    /** The last position before a moment. */
    static Position before(Instant moment) {
        return new Position((moment.toEpochMilli() << BITS) - 1);
    }

    Position previous() {
        return new Position(value - 1);
    }

    Position next() {
        return new Position(value + 1);
    }

    boolean isStart() {
        return value <= 0;
    }

    boolean isAfter(Position other) {
        return value > other.value;
    }

    Duration age(Instant now) {
        return Duration.ofMillis(Math.max(0, now.toEpochMilli() - (value >> BITS)));
    }

    static Position earlier(Position one, Position other) {
        return one.isAfter(other) ? other : one;
    }

    static Position later(Position one, Position other) {
        return one.isAfter(other) ? one : other;
    }

    @Override
    public int compareTo(Position other) {
        return Long.compare(value, other.value);
    }

    /** As Redis writes it. */
    @Override
    public String toString() {
        return (value >> BITS) + "-" + (value & MASK);
    }
}
