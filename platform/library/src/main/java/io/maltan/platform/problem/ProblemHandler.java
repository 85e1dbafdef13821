package io.maltan.platform.problem;

import io.maltan.platform.observability.TraceId;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Renders every error that leaves a service or the gateway as {@code application/problem+json}. */
public final class ProblemHandler implements WebExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemHandler.class);

    private final MessageSource messages;
    private final JsonMapper json;

    ProblemHandler(MessageSource messages, JsonMapper json) {
        this.messages = messages;
        this.json = json;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return Mono.error(error);
        }
        Failure failure = Failures.of(error);
        logWhatIsOurs(exchange, failure, error);
        response.setStatusCode(failure.status());
        writeHeaders(response.getHeaders(), failure);
        DataBuffer body =
                response.bufferFactory().wrap(json.writeValueAsBytes(toBody(exchange, failure)));
        return response.writeWith(Mono.just(body));
    }

    private static void logWhatIsOurs(
            ServerWebExchange exchange, Failure failure, Throwable error) {
        if (failure.status().isSameCodeAs(HttpStatus.INTERNAL_SERVER_ERROR)) {
            log.error(
                    "{} {} failed",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    error);
        } else if (failure.status().is5xxServerError()) {
            log.warn(
                    "{} {} answered {}: {}",
                    exchange.getRequest().getMethod(),
                    exchange.getRequest().getPath(),
                    failure.status().value(),
                    error.toString());
        }
    }

    private static void writeHeaders(HttpHeaders headers, Failure failure) {
        failure.headers().forEach(headers::put);
        headers.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        headers.setCacheControl("no-store");
        if (failure.status().isSameCodeAs(HttpStatus.UNAUTHORIZED)
                && !headers.containsHeader(HttpHeaders.WWW_AUTHENTICATE)) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        if (failure.retryAfter() != null) {
            headers.set(
                    HttpHeaders.RETRY_AFTER,
                    Long.toString(Math.max(1, failure.retryAfter().toSeconds())));
        }
    }

    private ProblemBody toBody(ServerWebExchange exchange, Failure failure) {
        Locale locale = localeOf(exchange);
        List<ProblemBody.FieldError> errors = failure.errors().in(messages, locale);
        return new ProblemBody(
                URI.create("urn:maltan:problem:" + failure.code()),
                words(failure, "title", locale),
                failure.status().value(),
                words(failure, "detail", locale),
                exchange.getRequest().getPath().value(),
                failure.code(),
                TraceId.of(exchange),
                errors.isEmpty() ? null : errors);
    }

    private String words(Failure failure, String part, Locale locale) {
        Object[] arguments = failure.arguments().toArray();
        String words =
                messages.getMessage(failure.code() + "." + part, arguments, failure.code(), locale);
        return words == null ? failure.code() : words;
    }

    private static Locale localeOf(ServerWebExchange exchange) {
        Locale locale = exchange.getLocaleContext().getLocale();
        return locale == null ? Locale.ENGLISH : locale;
    }
}
