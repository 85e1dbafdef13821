package io.maltan.gateway.upstream;

import io.maltan.platform.configuration.Live;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

/**
 * The memory of bodies on their way to services, of all together. While a service does not read,
 * what has come of each body is held here; services that are well must not lack what one holds that
 * is stuck.
 */
@Component
final class BodyRoom {

    /**
     * The most that is held of one body: what was fetched ahead of its service, and what its
     * connection had read by then. Measured with bodies of 10 MB for a service that never reads.
     */
    private static final long LARGEST_SHARE = DataSize.ofKilobytes(256).toBytes();

    private final AtomicLong held = new AtomicLong();
    private final Live<TrafficLimits> limits;

    BodyRoom(Live<TrafficLimits> limits) {
        this.limits = limits;
    }

    /** The call, with room for its body while it is under way; {@code unavailable} without. */
    Mono<Void> guard(HttpHeaders request, Mono<Void> call) {
        long share = shareOf(request);
        return Mono.defer(() -> {
            if (held.addAndGet(share) > limits.get().bodies().toBytes()) {
                held.addAndGet(-share);
                return Mono.error(Balancer::unavailable);
            }
            return call.doFinally(end -> held.addAndGet(-share));
        });
    }

    private static long shareOf(HttpHeaders request) {
        long length = request.getContentLength();
        return length < 0 ? LARGEST_SHARE : Math.min(length, LARGEST_SHARE);
    }
}
