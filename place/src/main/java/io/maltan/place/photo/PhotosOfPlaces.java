package io.maltan.place.photo;

import io.maltan.place.catalogue.PlaceReferences;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Photos go over to the place that replaces another, and go where a place is just removed. */
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

    @Override
    public Mono<Void> remove(UUID placeId) {
        return photos.leavePlace(placeId);
    }
}
