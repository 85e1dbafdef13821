package io.maltan.place.photo;

import io.maltan.place.member.PersonReferences;
import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The photos that a person has uploaded. */
@Component
class PhotosOfPeople implements PersonalData, PersonReferences {

    private final Photos photos;

    PhotosOfPeople(Photos photos) {
        this.photos = photos;
    }

    @Override
    public String section() {
        return "photos";
    }

    @Override
    public Flux<?> export(UUID person) {
        return photos.ofUploader(person).map(PhotoView::of);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return photos.removeAllOf(person);
    }

    @Override
    public Mono<Void> move(UUID guest, UUID account) {
        return photos.move(guest, account);
    }
}
