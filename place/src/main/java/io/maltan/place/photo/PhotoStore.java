package io.maltan.place.photo;

import org.springframework.core.io.buffer.DataBuffer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps the bytes of photos under keys. */
interface PhotoStore {

    /** Writes all or nothing; what stood under the key is replaced. */
    Mono<Void> put(String key, byte[] content);

    /** Reads a part, only as fast as it is taken; fails as {@link ContentMissing}. */
    Flux<DataBuffer> get(String key, long from, long length);

    /** Deletes; does nothing where there is nothing. */
    Mono<Void> delete(String key);
}
