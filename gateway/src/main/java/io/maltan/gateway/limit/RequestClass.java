package io.maltan.gateway.limit;

import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** What a request is counted as. Streams are counted by how many are open. */
enum RequestClass {
    READ,
    WRITE,
    LOGIN;

    private static final Set<HttpMethod> READING =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final PathPattern AUTHENTICATION =
            PathPatternParser.defaultInstance.parse("/api/v1/auth/**");
    private static final PathPattern REGISTRATION =
            PathPatternParser.defaultInstance.parse("/api/v1/users");

    static RequestClass of(ServerHttpRequest request) {
        if (READING.contains(request.getMethod())) {
            return READ;
        }
        return request.getMethod().equals(HttpMethod.POST) && isLogin(request) ? LOGIN : WRITE;
    }

    /** By decoded segments, as routes and services read them: {@code /%61uth} is {@code /auth}. */
    private static boolean isLogin(ServerHttpRequest request) {
        PathContainer path = request.getPath().pathWithinApplication();
        return AUTHENTICATION.matches(path) || REGISTRATION.matches(path);
    }

    /** The name of its policy, as clients read it. */
    String policy() {
        return name().toLowerCase(Locale.ROOT);
    }
}
