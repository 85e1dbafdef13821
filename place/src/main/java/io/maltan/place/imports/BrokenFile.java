package io.maltan.place.imports;

import java.io.IOException;

/** A file that cannot be read to its end. */
final class BrokenFile extends IOException {

    private final String reason;

    /**
     * A file that cannot be read.
     *
     * @param reason in snake_case, for programs
     * @param detail for people
     */
    BrokenFile(String reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
