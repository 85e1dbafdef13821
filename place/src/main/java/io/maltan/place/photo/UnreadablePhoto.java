package io.maltan.place.photo;

import io.maltan.platform.problem.Unprocessable;

/** What was uploaded is no photo that can be shown. */
final class UnreadablePhoto extends Unprocessable {

    private UnreadablePhoto(String code, Object... arguments) {
        super(code, arguments);
    }

    static UnreadablePhoto ofUnknownType() {
        return new UnreadablePhoto("photo_type_unsupported");
    }

    static UnreadablePhoto broken() {
        return new UnreadablePhoto("photo_unreadable");
    }

    static UnreadablePhoto takesTooLong() {
        return new UnreadablePhoto("photo_takes_too_long");
    }

    static UnreadablePhoto tooManyPixels(long most) {
        return new UnreadablePhoto("photo_too_many_pixels", most / 1_000_000);
    }
}
