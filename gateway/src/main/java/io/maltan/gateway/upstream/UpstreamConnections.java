package io.maltan.gateway.upstream;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpStatusClass;
import java.time.Duration;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.stereotype.Component;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/** How connections to services behave. */
@Component
class UpstreamConnections implements HttpClientCustomizer {

    /**
     * Longer than any pause of a service that lives: streams send a comment every 15 s. A peer that
     * vanished without a word is found out by this.
     */
    private static final Duration SILENCE = Duration.ofSeconds(90);

    /**
     * Without the client's own retries, which would also repeat writes: {@link Upstream} decides.
     */
    @Override
    public HttpClient customize(HttpClient client) {
        return client.disableRetry(true)
                .responseTimeout(SILENCE)
                .doOnResponse(UpstreamConnections::leaveAfterRefusedBody);
    }

    /**
     * A service that refuses a request may not have read its body, and Reactor Netty (1.3.6) now
     * and then reads no further on such a connection: the next request on it would get no answer.
     */
    private static void leaveAfterRefusedBody(HttpClientResponse response, Connection connection) {
        HttpStatusClass status = response.status().codeClass();
        boolean refused =
                status == HttpStatusClass.CLIENT_ERROR || status == HttpStatusClass.SERVER_ERROR;
        if (refused && hasBody(response.requestHeaders())) {
            connection.markPersistent(false);
        }
    }

    private static boolean hasBody(HttpHeaders request) {
        return request.contains(HttpHeaderNames.TRANSFER_ENCODING)
                || request.contains(HttpHeaderNames.CONTENT_LENGTH);
    }
}
