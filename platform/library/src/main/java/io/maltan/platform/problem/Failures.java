package io.maltan.platform.problem;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.timeout.ReadTimeoutException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.metadata.ConstraintDescriptor;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NotYetConnectedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.context.support.DefaultMessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.validation.FieldError;
import org.springframework.validation.ObjectError;
import org.springframework.validation.method.ParameterValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.server.ContentTooLargeException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerErrorException;
import org.springframework.web.server.ServerWebInputException;
import org.springframework.web.server.UnsupportedMediaTypeStatusException;
import reactor.netty.http.client.PrematureCloseException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;

/** Tells of every exception how it is answered. */
final class Failures {

    private static final Duration SOON = Duration.ofSeconds(1);

    private Failures() {}

    static Failure of(Throwable error) {
        return switch (error) {
            case Problem problem -> Failure.of(problem);
            case WebExchangeBindException invalid -> bindFailed(invalid);
            case HandlerMethodValidationException invalid -> parametersInvalid(invalid);
            case ConstraintViolationException invalid -> constraintsViolated(invalid);
            case MissingRequestValueException missing -> fieldFailed(missing.getName(), "required");
            case ContentTooLargeException _ -> tooLarge();
            case UnsupportedMediaTypeStatusException unsupported ->
                    Failure.of(unsupported.getStatusCode(), "unsupported_media_type")
                            .withHeaders(unsupported.getHeaders());
            case MethodNotAllowedException refused ->
                    Failure.of(
                                    refused.getStatusCode(),
                                    "method_not_allowed",
                                    refused.getHttpMethod())
                            .withHeaders(refused.getHeaders());
            case NotAcceptableStatusException refused ->
                    Failure.of(refused.getStatusCode(), "not_acceptable");
            case ServerWebInputException invalid -> inputFailed(invalid);
            case InvalidMediaTypeException _ ->
                    Failure.of(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type");
            case ServerErrorException blank when isOfPath(blank.getMethodParameter()) ->
                    fieldFailed(nameOf(blank.getMethodParameter()), "type");
            case ResponseStatusException status -> statusFailed(status);
            case AuthenticationServiceException _ -> unavailable();
            case AuthenticationException refused -> unauthenticated(refused);
            case AccessDeniedException _ -> Failure.of(HttpStatus.FORBIDDEN, "forbidden");
            case DataBufferLimitException _ -> tooLarge();
            default -> otherwise(error);
        };
    }

    private static Failure otherwise(Throwable error) {
        if (isPassing(error)) {
            return unavailable();
        }
        if (error instanceof TimeoutException || error instanceof ReadTimeoutException) {
            return Failure.of(HttpStatus.GATEWAY_TIMEOUT, "timeout").withRetryAfter(SOON);
        }
        if (error instanceof RuntimeException
                && error.getCause() instanceof TimeoutException cause) {
            return otherwise(cause);
        }
        return Failure.of(HttpStatus.INTERNAL_SERVER_ERROR, "internal");
    }

    /**
     * What may well succeed in a moment: a dependency cannot be reached, or a breaker or bulkhead
     * says so; a queue is full; of two transactions that waited for one another this one gave way.
     */
    private static boolean isPassing(Throwable error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException
                    || cause instanceof ConnectTimeoutException
                    || cause instanceof UnknownHostException
                    || cause instanceof ClosedChannelException
                    || cause instanceof NotYetConnectedException
                    || cause instanceof PrematureCloseException
                    || cause instanceof CallNotPermittedException
                    || cause instanceof RejectedExecutionException
                    || isKnownByNameAsPassing(cause)) {
                return true;
            }
        }
        return false;
    }

    /** By name, because not every module carries these libraries. */
    private static boolean isKnownByNameAsPassing(Throwable cause) {
        for (Class<?> type = cause.getClass(); type != null; type = type.getSuperclass()) {
            switch (type.getName()) {
                case "io.github.resilience4j.bulkhead.BulkheadFullException",
                        "io.netty.channel.unix.Errors$NativeIoException",
                        "io.r2dbc.spi.R2dbcNonTransientResourceException",
                        "io.r2dbc.spi.R2dbcTransientResourceException",
                        "io.r2dbc.spi.R2dbcRollbackException",
                        "io.r2dbc.spi.R2dbcTimeoutException",
                        "org.springframework.dao.DataAccessResourceFailureException",
                        "org.springframework.transaction.CannotCreateTransactionException",
                        "org.springframework.dao.QueryTimeoutException",
                        "io.lettuce.core.RedisConnectionException",
                        "io.lettuce.core.RedisCommandTimeoutException" -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    private static Failure unavailable() {
        return Failure.of(HttpStatus.SERVICE_UNAVAILABLE, "unavailable").withRetryAfter(SOON);
    }

    private static Failure tooLarge() {
        return Failure.of(HttpStatus.CONTENT_TOO_LARGE, "body_too_large");
    }

    private static Failure unauthenticated(AuthenticationException refused) {
        boolean tokenRefused = refused instanceof InvalidBearerTokenException;
        HttpHeaders headers = new HttpHeaders();
        headers.set(
                HttpHeaders.WWW_AUTHENTICATE,
                tokenRefused ? "Bearer error=\"invalid_token\"" : "Bearer");
        return Failure.of(
                        HttpStatus.UNAUTHORIZED, tokenRefused ? "invalid_token" : "unauthenticated")
                .withHeaders(headers);
    }

    private static Failure statusFailed(ResponseStatusException error) {
        String code =
                switch (error.getStatusCode().value()) {
                    case 404 -> "not_found";
                    case 408 -> "body_too_slow";
                    case 413 -> "body_too_large";
                    case 415 -> "unsupported_media_type";
                    case 503 -> "unavailable";
                    case 504 -> "timeout";
                    default ->
                            error.getStatusCode().is4xxClientError() ? "bad_request" : "internal";
                };
        Failure failure = Failure.of(error.getStatusCode(), code).withHeaders(error.getHeaders());
        return error.getStatusCode().value() >= 503 ? failure.withRetryAfter(SOON) : failure;
    }

    private static Failure inputFailed(ServerWebInputException invalid) {
        for (Throwable cause = invalid; cause != null; cause = cause.getCause()) {
            if (cause instanceof DataBufferLimitException) {
                return tooLarge();
            }
            if (cause instanceof DatabindException mismatch && !mismatch.getPath().isEmpty()) {
                return fieldFailed(pathOf(mismatch), "type");
            }
            if (cause instanceof JacksonException) {
                return Failure.of(HttpStatus.BAD_REQUEST, "invalid_body");
            }
        }
        if (invalid.getMethodParameter() != null && invalid.getCause() != null) {
            return fieldFailed(nameOf(invalid.getMethodParameter()), "type");
        }
        return Failure.of(HttpStatus.BAD_REQUEST, "invalid_body");
    }

    /** Spring reads a blank as no id at all, and takes that in a path for our mistake. */
    private static boolean isOfPath(@Nullable MethodParameter parameter) {
        return parameter != null && parameter.hasParameterAnnotation(PathVariable.class);
    }

    private static String nameOf(@Nullable MethodParameter parameter) {
        String name = parameter == null ? null : parameter.getParameterName();
        return name == null ? "parameter" : name;
    }

    private static String pathOf(DatabindException mismatch) {
        return mismatch.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null
                                ? "[" + step.getIndex() + "]"
                                : step.getPropertyName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }

    private static Failure fieldFailed(String field, String rule) {
        return Failure.of(Invalid.field(field, rule));
    }

    private static Failure bindFailed(WebExchangeBindException invalid) {
        return validationFailed()
                .withErrors((messages, locale) ->
                        invalid.getAllErrors().stream()
                                .map(error -> toFieldError(error, messages, locale))
                                .toList());
    }

    private static ProblemBody.FieldError toFieldError(
            ObjectError error, MessageSource messages, Locale locale) {
        String field = error instanceof FieldError named ? named.getField() : error.getObjectName();
        return new ProblemBody.FieldError(field, messages.getMessage(error, locale));
    }

    private static Failure parametersInvalid(HandlerMethodValidationException invalid) {
        return validationFailed()
                .withErrors((messages, locale) ->
                        invalid.getParameterValidationResults().stream()
                                .flatMap(result ->
                                        result.getResolvableErrors().stream()
                                                .map(error ->
                                                        new ProblemBody.FieldError(
                                                                fieldOf(result, error),
                                                                messages.getMessage(
                                                                        error, locale))))
                                .toList());
    }

    private static String fieldOf(ParameterValidationResult result, MessageSourceResolvable error) {
        if (error instanceof FieldError named) {
            return named.getField();
        }
        return nameOf(result.getMethodParameter());
    }

    private static Failure constraintsViolated(ConstraintViolationException invalid) {
        return validationFailed()
                .withErrors((messages, locale) ->
                        invalid.getConstraintViolations().stream()
                                .map(violation ->
                                        new ProblemBody.FieldError(
                                                violation.getPropertyPath().toString(),
                                                messages.getMessage(
                                                        toResolvable(violation), locale)))
                                .toList());
    }

    /**
     * The constraint's name and attributes in alphabetical order, as Spring presents those it
     * checks itself.
     */
    private static MessageSourceResolvable toResolvable(ConstraintViolation<?> violation) {
        ConstraintDescriptor<?> constraint = violation.getConstraintDescriptor();
        Map<String, Object> attributes = new TreeMap<>(constraint.getAttributes());
        attributes.keySet().removeAll(Set.of("message", "groups", "payload"));
        List<Object> arguments = new ArrayList<>(attributes.values());
        arguments.addFirst(violation.getPropertyPath().toString());
        String name = constraint.getAnnotation().annotationType().getSimpleName();
        return new DefaultMessageSourceResolvable(
                new String[] {name}, arguments.toArray(), violation.getMessage());
    }

    private static Failure validationFailed() {
        return Failure.of(Invalid.of(List.of()));
    }
}
