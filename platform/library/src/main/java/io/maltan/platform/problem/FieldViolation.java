package io.maltan.platform.problem;

import java.util.List;

/**
 * A field that breaks a rule.
 *
 * @param field the member's path as the client wrote it, such as {@code meetup.capacity}
 * @param rule the rule's name; its message is {@code rule.<rule>} in the bundle {@code problems}
 * @param arguments what fills the message's placeholders
 */
public record FieldViolation(String field, String rule, List<Object> arguments) {

    public FieldViolation {
        arguments = List.copyOf(arguments);
    }

    public FieldViolation(String field, String rule, Object... arguments) {
        this(field, rule, List.of(arguments));
    }
}
