package io.maltan.place.photo;

import java.util.UUID;

/** Where a photo is to be had. */
public record PhotoLink(UUID id, String thumb, String large) {

    static final String PATH = "/api/v1/places/photos/";

    /** The addresses of a photo. */
    public static PhotoLink of(UUID id) {
        String address = PATH + id + "?size=";
        return new PhotoLink(
                id, address + PhotoSize.THUMB.code(), address + PhotoSize.LARGE.code());
    }
}
