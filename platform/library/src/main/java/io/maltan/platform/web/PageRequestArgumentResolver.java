package io.maltan.platform.web;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Invalid;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.util.MultiValueMap;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Reads {@code limit} and {@code cursor}. */
final class PageRequestArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        return Mono.fromCallable(() -> toPageRequest(exchange.getRequest().getQueryParams()));
    }

    private static PageRequest toPageRequest(MultiValueMap<String, String> query) {
        String cursor = query.getFirst("cursor");
        return new PageRequest(
                limitOf(query.getFirst("limit")),
                cursor == null || cursor.isEmpty() ? null : Cursor.decode(cursor));
    }

    private static int limitOf(@Nullable String limit) {
        if (limit == null || limit.isEmpty()) {
            return PageRequest.DEFAULT_LIMIT;
        }
        int value = parse(limit);
        if (value < 1 || value > PageRequest.HIGHEST_LIMIT) {
            throw Invalid.field("limit", "between", 1, PageRequest.HIGHEST_LIMIT);
        }
        return value;
    }

    private static int parse(String limit) {
        try {
            return Integer.parseInt(limit);
        } catch (NumberFormatException e) {
            throw Invalid.field("limit", "type");
        }
    }
}
