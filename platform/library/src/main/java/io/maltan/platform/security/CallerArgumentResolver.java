package io.maltan.platform.security;

import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.problem.Unauthorised;
import java.util.Optional;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.web.reactive.BindingContext;
import org.springframework.web.reactive.result.method.HandlerMethodArgumentResolver;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Gives controllers their {@link Caller}, or refuses the call as the parameter's declaration asks.
 */
final class CallerArgumentResolver implements HandlerMethodArgumentResolver {

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || isOptionalCaller(parameter);
    }

    private static boolean isOptionalCaller(MethodParameter parameter) {
        return parameter.getParameterType() == Optional.class
                && ResolvableType.forMethodParameter(parameter).resolveGeneric(0) == Caller.class;
    }

    @Override
    public Mono<Object> resolveArgument(
            MethodParameter parameter, BindingContext binding, ServerWebExchange exchange) {
        Mono<Caller> caller = Callers.of(exchange);
        if (isOptionalCaller(parameter)) {
            return caller.map(Optional::of).defaultIfEmpty(Optional.empty()).cast(Object.class);
        }
        WithRole required = parameter.getParameterAnnotation(WithRole.class);
        Role role = required == null ? Role.USER : required.value();
        return caller.switchIfEmpty(Mono.error(() -> new Unauthorised("unauthenticated")))
                .map(known -> admit(known, role));
    }

    private static Object admit(Caller caller, Role role) {
        if (caller.has(role)) {
            return caller;
        }
        throw new Forbidden(caller.isGuest() ? "account_required" : "forbidden");
    }
}
