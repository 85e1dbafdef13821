package io.maltan.platform.problem;

import java.util.List;
import org.springframework.http.HttpStatus;

/** The request itself is wrong: 400, with the fields that are to blame where there are any. */
public non-sealed class Invalid extends Problem {

    private static final String VALIDATION_FAILED = "validation_failed";

    private final transient List<FieldViolation> violations;

    public Invalid(String code, Object... arguments) {
        this(code, List.of(), arguments);
    }

    private Invalid(String code, List<FieldViolation> violations, Object... arguments) {
        super(HttpStatus.BAD_REQUEST, code, arguments);
        this.violations = List.copyOf(violations);
    }

    /** A single field breaks a rule, such as {@code Invalid.field("lat", "between", -90, 90)}. */
    public static Invalid field(String field, String rule, Object... arguments) {
        return of(List.of(new FieldViolation(field, rule, arguments)));
    }

    /** Several fields break rules. */
    public static Invalid of(List<FieldViolation> violations) {
        return new Invalid(VALIDATION_FAILED, violations);
    }

    @Override
    public List<FieldViolation> violations() {
        return violations;
    }
}
