package io.maltan.recommendation.place;

import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Gives each distinct value a small number, for columns of primitive numbers. */
final class Codes<T> {

    private final ConcurrentMap<T, Integer> numbers = new ConcurrentHashMap<>();
    private volatile Object[] values = new Object[0];

    int numberOf(T value) {
        Integer known = numbers.get(value);
        return known == null ? add(value) : known;
    }

    private synchronized int add(T value) {
        Integer known = numbers.get(value);
        if (known != null) {
            return known;
        }
        Object[] grown = Arrays.copyOf(values, values.length + 1);
        grown[values.length] = value;
        values = grown;
        numbers.put(value, grown.length - 1);
        return grown.length - 1;
    }

    @SuppressWarnings("unchecked") // add() is the only writer, and it takes a T
    T value(int number) {
        return (T) values[number];
    }

    int size() {
        return values.length;
    }
}
