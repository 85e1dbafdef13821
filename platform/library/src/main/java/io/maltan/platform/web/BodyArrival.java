package io.maltan.platform.web;

import java.time.Duration;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.web.server.ResponseStatusException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * A request that tells how its body comes: the time that a slow sender takes is not the handlers'.
 */
final class BodyArrival extends ServerHttpRequestDecorator {

    private enum Phase {
        /** Nobody has asked for the body yet; perhaps nobody will. */
        UNREAD,
        ARRIVING,
        WHOLE
    }

    private final Sinks.Many<Phase> phases = Sinks.many().unicast().onBackpressureBuffer();

    BodyArrival(ServerHttpRequest request) {
        super(request);
    }

    static boolean isExpected(ServerHttpRequest request) {
        return request.getHeaders().getContentLength() > 0
                || request.getHeaders().containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .doOnSubscribe(asked -> phases.tryEmitNext(Phase.ARRIVING))
                .doOnComplete(() -> phases.tryEmitNext(Phase.WHOLE));
    }

    /**
     * Completes when time is up: the handlers', or that of a body which they wait for; the latter
     * with 408.
     *
     * @param limit for the handlers, from when they need not wait for the body any more
     * @param bodyLimit for the body
     */
    Mono<Long> timeIsUp(Duration limit, Duration bodyLimit) {
        return phases.asFlux()
                .startWith(Phase.UNREAD)
                .switchMap(
                        phase -> phase == Phase.ARRIVING ? tooSlow(bodyLimit) : Mono.delay(limit))
                .next();
    }

    private static Mono<Long> tooSlow(Duration bodyLimit) {
        return Mono.delay(bodyLimit)
                .then(Mono.error(() -> new ResponseStatusException(HttpStatus.REQUEST_TIMEOUT)));
    }
}
