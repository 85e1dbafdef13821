package io.maltan.place.photo;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Photos in their store, each in both sizes, in folders of bounded size. */
@Component
class PhotoFiles {

    private static final Logger log = LoggerFactory.getLogger(PhotoFiles.class);
    private static final int FOLDER = 2;

    private final PhotoStore store;

    PhotoFiles(PhotoStore store) {
        this.store = store;
    }

    Mono<Void> write(UUID id, PhotoRenderer.Rendered rendered) {
        return store.put(key(id, PhotoSize.THUMB), rendered.thumb().bytes())
                .then(store.put(key(id, PhotoSize.LARGE), rendered.large().bytes()));
    }

    Flux<DataBuffer> read(UUID id, PhotoSize size, long from, long length) {
        return store.get(key(id, size), from, length)
                .doOnError(ContentMissing.class, missing -> log.warn("A photo is lost", missing))
                .onErrorMap(
                        ContentMissing.class,
                        missing -> new NotFound("photo_not_found", id.toString()));
    }

    Mono<Void> delete(UUID id) {
        return store.delete(key(id, PhotoSize.THUMB)).then(store.delete(key(id, PhotoSize.LARGE)));
    }

    /** Ids begin with the time, so folders go by their random end. */
    private static String key(UUID id, PhotoSize size) {
        String name = id.toString();
        return name.substring(name.length() - FOLDER) + "/" + name + "-" + size.code() + ".jpg";
    }
}
