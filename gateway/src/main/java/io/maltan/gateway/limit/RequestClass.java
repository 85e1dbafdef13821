package io.maltan.gateway.limit;

import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** What a request is counted as. Streams are counted by how many are open. */
enum RequestClass {
    READ,
    WRITE,
    LOGIN;

    private static final Set<HttpMethod> READING =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String AUTHENTICATION = "/api/v1/auth/";
    private static final String REGISTRATION = "/api/v1/users";

    static RequestClass of(ServerHttpRequest request) {
        if (READING.contains(request.getMethod())) {
            return READ;
        }
        return request.getMethod().equals(HttpMethod.POST) && isLogin(request) ? LOGIN : WRITE;
    }

    private static boolean isLogin(ServerHttpRequest request) {
        String path = request.getPath().pathWithinApplication().value();
        return path.startsWith(AUTHENTICATION) || path.equals(REGISTRATION);
    }

    /** The name of its policy, as clients read it. */
    String policy() {
        return name().toLowerCase(Locale.ROOT);
    }
}
