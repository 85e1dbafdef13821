package io.maltan.place.photo;

/** The store has nothing under a key. */
final class ContentMissing extends RuntimeException {

    ContentMissing(String key) {
        super("the photo store has no " + key, null, false, false);
    }
}
