package io.maltan.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.HttpMethod;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class TrafficTests {

    @ParameterizedTest
    @CsvSource({
        "GET,  /api/v1/places/stream,            STREAM",
        "GET,  /api/v1/places/%73tream,          STREAM",
        "POST, /api/v1/places/stream,            ORDINARY",
        "POST, /api/v1/places/imports,           IMPORT",
        "GET,  /api/v1/places/imports,           ORDINARY",
        "PUT,  /api/v1/places/regions,           IMPORT",
        "GET,  /api/v1/places/regions,           ORDINARY",
        "POST, /api/v1/places/photos,            PHOTO",
        "POST, /api/v1/places/7/photos,          PHOTO",
        "PUT,  /api/v1/places/7/bookmark,        ORDINARY",
        "POST, /api/v1/community/posts,          ORDINARY",
    })
    void isKnownByMethodAndPath(String method, String path, Traffic expected) {
        MockServerHttpRequest request =
                MockServerHttpRequest.method(HttpMethod.valueOf(method), URI.create(path)).build();

        assertThat(Traffic.of(request)).isEqualTo(expected);
    }
}
