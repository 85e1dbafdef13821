package io.maltan.platform.web;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON Merge Patch, RFC 7396, on records. */
public final class MergePatch {

    private final JsonMapper json;
    private final Validator validator;

    MergePatch(JsonMapper json, Validator validator) {
        this.json = json;
        this.validator = validator;
    }

    /**
     * What {@code current} becomes under a patch. Members that the patch names are validated; what
     * it leaves alone may be older than the rules, or from elsewhere, and is not the client's
     * fault.
     *
     * @param current a record of just the members that may be edited; members of the patch that it
     *     lacks are ignored
     * @throws Invalid where the patch is not an object or a member has the wrong type
     * @throws ConstraintViolationException where the result breaks a constraint
     */
    public <T> T apply(JsonNode patch, T current) {
        if (!(patch instanceof ObjectNode changes)) {
            throw new Invalid("invalid_body");
        }
        ObjectNode merged = json.valueToTree(current);
        merge(merged, changes);
        T patched = read(merged, current);
        requireValid(patched, changes);
        return patched;
    }

    private static void merge(ObjectNode target, ObjectNode changes) {
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            String member = change.getKey();
            switch (change.getValue()) {
                case JsonNode gone when gone.isNull() -> target.remove(member);
                case ObjectNode inner -> merge(objectAt(target, member), inner);
                case JsonNode value -> target.set(member, value);
            }
        }
    }

    private static ObjectNode objectAt(ObjectNode target, String member) {
        return target.get(member) instanceof ObjectNode present
                ? present
                : target.putObject(member);
    }

    @SuppressWarnings("unchecked") // getClass() of a T is a class of T for the records used here
    private <T> T read(ObjectNode merged, T current) {
        try {
            return json.treeToValue(merged, (Class<T>) current.getClass());
        } catch (DatabindException e) {
            throw Invalid.of(List.of(new FieldViolation(memberOf(e), "type")));
        }
    }

    private static String memberOf(DatabindException error) {
        return error.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "" + step.getIndex()
                                : step.getPropertyName())
                .collect(Collectors.joining("."));
    }

    private <T> void requireValid(T patched, ObjectNode changes) {
        Set<ConstraintViolation<T>> violations =
                validator.validate(patched).stream()
                        .filter(violation -> concerns(changes, violation))
                        .collect(Collectors.toUnmodifiableSet());
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
    }

    /** What breaks a rule for several members together always does. */
    private static boolean concerns(ObjectNode changes, ConstraintViolation<?> violation) {
        String member = violation.getPropertyPath().iterator().next().getName();
        return member == null || changes.has(member);
    }
}
