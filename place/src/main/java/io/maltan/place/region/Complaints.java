package io.maltan.place.region;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a file; the first so many of it. */
final class Complaints {

    private static final int MOST = 20;

    private final List<FieldViolation> violations = new ArrayList<>();

    void add(String field, String rule, Object... arguments) {
        if (violations.size() < MOST) {
            violations.add(new FieldViolation(field, rule, arguments));
        }
    }

    boolean areNone() {
        return violations.isEmpty();
    }

    void throwIfAny() {
        if (!areNone()) {
            throw Invalid.of(violations);
        }
    }
}
