package io.maltan.place.photo;

import io.maltan.platform.problem.Invalid;
import java.util.Locale;

/** The sizes in which photos are kept: what fits into a square of so many pixels. */
enum PhotoSize {
    THUMB(320),
    LARGE(1600);

    private final int longestEdge;

    PhotoSize(int longestEdge) {
        this.longestEdge = longestEdge;
    }

    int longestEdge() {
        return longestEdge;
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static PhotoSize ofCode(String code) {
        for (PhotoSize size : values()) {
            if (size.code().equals(code)) {
                return size;
            }
        }
        throw Invalid.field("size", "unknown");
    }
}
