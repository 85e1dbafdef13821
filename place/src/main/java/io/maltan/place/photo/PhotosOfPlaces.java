package io.maltan.place.photo;

import io.maltan.place.catalogue.PlaceReferences;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Photos go over to the place that replaces another. */
@Component
class PhotosOfPlaces implements PlaceReferences {

    private final Photos photos;

    PhotosOfPlaces(Photos photos) {
        this.photos = photos;
    }

    @Override
    public Mono<Void> move(UUID from, UUID to) {
        return photos.movePlace(from, to);
    }
}
