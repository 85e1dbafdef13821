package io.maltan.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class RequestClassTests {

    @ParameterizedTest
    @CsvSource({
        "POST,   /api/v1/auth/login,          LOGIN",
        "POST,   /api/v1/%61uth/login,        LOGIN",
        "POST,   /api/v1/auth/%6Cogin,        LOGIN",
        "POST,   /%61pi/v1/auth/refresh,      LOGIN",
        "POST,   /api/v1/users,               LOGIN",
        "POST,   /api/v1/%75sers,             LOGIN",
        "POST,   /api/v1/users/me/keys,       WRITE",
        "POST,   /api/v1/authors,             WRITE",
        "DELETE, /api/v1/auth/sessions,       WRITE",
        "GET,    /api/v1/auth/sessions,       READ",
        "HEAD,   /api/v1/places/nearby,       READ",
    })
    void isKnownByMethodAndPath(String method, String path, RequestClass expected) {
        MockServerHttpRequest request =
                MockServerHttpRequest.method(HttpMethod.valueOf(method), URI.create(path)).build();

        assertThat(RequestClass.of(request)).isEqualTo(expected);
    }
}
