package io.maltan.place.photo;

import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.TooLarge;
import org.springframework.http.codec.multipart.FilePartEvent;
import org.springframework.http.codec.multipart.PartEvent;
import org.springframework.util.unit.DataSize;

/**
 * What has come of an upload. Everything counts, also what is not the file. What is wrong with it
 * is said at its end, or its sender would see a broken connection instead of an answer.
 */
final class Received {

    /** How many times as much as is taken may come before the connection breaks all the same. */
    private static final int HEARD_OUT = 10;

    private final long largest;
    private long bytes;
    private int files;
    private boolean inFile;

    Received(DataSize largest) {
        this.largest = largest.toBytes();
    }

    /** A part of no content is none: forms send one for a field that was left empty. */
    PartEvent count(PartEvent part) {
        int length = part.content().readableByteCount();
        bytes += length;
        if (bytes > largest * HEARD_OUT) {
            PhotoUploads.release(part);
            throw new TooLarge("body_too_large");
        }
        if (part instanceof FilePartEvent) {
            files += !inFile && length > 0 ? 1 : 0;
            inFile = !part.isLast() && (inFile || length > 0);
        }
        return part;
    }

    /** Whether what comes is still worth keeping. */
    boolean isWanted() {
        return bytes <= largest && files <= 1;
    }

    /** Fails with 413 for too much, with 400 for more than one file. */
    void requireOneFile() {
        if (bytes > largest) {
            throw new TooLarge("body_too_large");
        }
        if (files > 1) {
            throw new Invalid("one_photo_at_a_time");
        }
    }
}
