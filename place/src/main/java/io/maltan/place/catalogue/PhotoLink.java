package io.maltan.place.catalogue;

import java.util.UUID;

/** A photo and where it is to be had in its two sizes. */
public record PhotoLink(UUID id, String thumb, String large) {

    public static final String PATH = "/api/v1/places/photos/";

    /** The addresses of a photo. */
    public static PhotoLink of(UUID id) {
        String address = PATH + id + "?size=";
        return new PhotoLink(id, address + "thumb", address + "large");
    }
}
