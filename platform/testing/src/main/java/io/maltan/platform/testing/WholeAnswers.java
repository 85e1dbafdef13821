package io.maltan.platform.testing;

import org.springframework.boot.webtestclient.autoconfigure.WebTestClientBuilderCustomizer;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.BodyExtractors;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.ExchangeFilterFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Reads every answer but streams as a whole. A test that looks at the status alone would leave the
 * body in a buffer of Netty that nobody releases, and be reported as a leak of the service.
 */
final class WholeAnswers implements WebTestClientBuilderCustomizer {

    @Override
    public void customize(WebTestClient.Builder client) {
        client.filter(ExchangeFilterFunction.ofResponseProcessor(WholeAnswers::read));
    }

    private static Mono<ClientResponse> read(ClientResponse answer) {
        boolean stream =
                answer.headers()
                        .contentType()
                        .filter(MediaType.TEXT_EVENT_STREAM::isCompatibleWith)
                        .isPresent();
        return stream ? Mono.just(answer) : whole(answer);
    }

    private static Mono<ClientResponse> whole(ClientResponse answer) {
        return DataBufferUtils.join(answer.body(BodyExtractors.toDataBuffers()))
                .map(WholeAnswers::onHeap)
                .map(body -> withBody(answer, Flux.just(body)))
                .defaultIfEmpty(withBody(answer, Flux.empty()));
    }

    private static DataBuffer onHeap(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return DefaultDataBufferFactory.sharedInstance.wrap(bytes);
    }

    private static ClientResponse withBody(ClientResponse answer, Flux<DataBuffer> body) {
        return ClientResponse.create(answer.statusCode(), answer.strategies())
                .headers(headers -> headers.addAll(answer.headers().asHttpHeaders()))
                .cookies(cookies -> cookies.addAll(answer.cookies()))
                .request(answer.request())
                .body(body)
                .build();
    }
}
