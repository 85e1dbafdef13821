package io.maltan.gateway.stream;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import reactor.core.publisher.Mono;

/**
 * Chunks that were handed on to be written and have not been taken up yet. When a stream breaks off
 * nobody else would release them: a chunk on its way to the client is a publisher, which queues
 * drop as they drop anything.
 */
final class HeldChunks {

    private final Set<DataBuffer> held = Collections.newSetFromMap(new IdentityHashMap<>(2));
    private boolean closed;

    /** The chunk, for whoever takes it up; empty after {@link #release}. */
    synchronized Mono<DataBuffer> hold(DataBuffer chunk) {
        if (closed) {
            DataBufferUtils.release(chunk);
            return Mono.empty();
        }
        held.add(chunk);
        return Mono.fromCallable(() -> taken(chunk));
    }

    private synchronized @Nullable DataBuffer taken(DataBuffer chunk) {
        return held.remove(chunk) ? chunk : null;
    }

    /** Nothing will be taken up any more. */
    synchronized void release() {
        closed = true;
        held.forEach(DataBufferUtils::release);
        held.clear();
    }
}
