package io.maltan.platform.idempotency;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A response that keeps its answer, if it is a successful one, before sending it. */
final class AnswerKeepingResponse extends ServerHttpResponseDecorator {

    private static final List<String> KEPT_HEADERS =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG);

    private final Function<KeptAnswer, Mono<Void>> keeper;
    private volatile boolean kept;

    AnswerKeepingResponse(ServerHttpResponse response, Function<KeptAnswer, Mono<Void>> keeper) {
        super(response);
        this.keeper = keeper;
    }

    boolean hasKept() {
        return kept;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        if (!isSuccess()) {
            return super.writeWith(body);
        }
        return DataBufferUtils.join(Flux.from(body))
                .map(IdempotencyFilter::toBytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(bytes -> keep(bytes).then(Mono.defer(() -> send(bytes))));
    }

    private Mono<Void> send(byte[] bytes) {
        return super.writeWith(Mono.just(bufferFactory().wrap(bytes)));
    }

    @Override
    public Mono<Void> setComplete() {
        return isSuccess() && !kept
                ? keep(new byte[0]).then(Mono.defer(super::setComplete))
                : super.setComplete();
    }

    private boolean isSuccess() {
        HttpStatusCode status = getStatusCode();
        return status == null || status.is2xxSuccessful();
    }

    private Mono<Void> keep(byte[] body) {
        HttpStatusCode status = getStatusCode();
        KeptAnswer answer =
                new KeptAnswer(
                        status == null ? HttpStatus.OK.value() : status.value(),
                        keptHeaders(),
                        new String(body, StandardCharsets.UTF_8));
        return keeper.apply(answer).doOnSuccess(done -> kept = true);
    }

    private Map<String, String> keptHeaders() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT_HEADERS) {
            String value = getHeaders().getFirst(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return headers;
    }
}
