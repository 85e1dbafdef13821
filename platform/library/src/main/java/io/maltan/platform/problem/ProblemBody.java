package io.maltan.platform.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of a problem: RFC 9457 with the extensions {@code code}, {@code traceId} and {@code
 * errors}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ProblemBody(
        URI type,
        String title,
        int status,
        String detail,
        String instance,
        String code,
        String traceId,
        @Nullable List<FieldError> errors) {

    /** A field that was wrong and what is wrong with it, in the client's language. */
    public record FieldError(String field, String message) {}
}
