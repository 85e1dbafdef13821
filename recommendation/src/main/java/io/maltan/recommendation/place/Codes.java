package io.maltan.recommendation.place;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Gives each distinct value a small number, for columns of primitive numbers. No more values than
 * fit into two bytes get one: what comes after them has {@link #NONE}.
 */
final class Codes<T> {

    static final char NONE = 0xffff;

    private final ConcurrentMap<T, Character> numbers = new ConcurrentHashMap<>();
    private volatile Object[] values = new Object[16];
    private volatile int size;

    char numberOf(T value) {
        Character known = numbers.get(value);
        return known == null ? add(value) : known;
    }

    boolean has(T value) {
        return numbers.containsKey(value);
    }

    private synchronized char add(T value) {
        Character known = numbers.get(value);
        if (known != null) {
            return known;
        }
        if (size == NONE) {
            return NONE;
        }
        if (size == values.length) {
            values = Arrays.copyOf(values, size * 2);
        }
        char number = (char) size;
        values[number] = value;
        size = number + 1;
        numbers.put(value, number);
        return number;
    }

    @SuppressWarnings("unchecked") // add() is the only writer, and it takes a T
    T value(int number) {
        return (T) values[number];
    }

    int size() {
        return size;
    }
}
