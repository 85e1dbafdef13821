package io.maltan.place.photo;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;

/**
 * The scans of a JPEG, found by their markers without decoding any. A decoder goes over the whole
 * image once for each, however few bytes it has.
 */
final class JpegScans {

    /** Ten are usual. */
    private static final int MOST = 100;

    private static final int CHUNK = 1 << 16;
    private static final int START_OF_SCAN = 0xda;
    private static final int END_OF_IMAGE = 0xd9;

    private final RandomAccessFile file;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;

    private int count;
    private int componentsOfFirst;

    private JpegScans(RandomAccessFile file) {
        this.file = file;
    }

    /**
     * Reads from behind the frame's header to the end of the image, or of a file that is cut short.
     *
     * @throws UnreadablePhoto where there are too many
     */
    static JpegScans read(RandomAccessFile file) throws IOException {
        JpegScans scans = new JpegScans(file);
        try {
            scans.readAll();
        } catch (EOFException e) {
            // Whether something is missing is for the decoder to say.
        }
        return scans;
    }

    /** How many components of the image the first scan holds; 0 where there is no scan. */
    int componentsOfFirst() {
        return componentsOfFirst;
    }

    private void readAll() throws IOException {
        for (int marker = nextMarker(); marker != END_OF_IMAGE; marker = nextMarker()) {
            if (!PhotoHeader.isBare(marker)) {
                int left = (next() << 8 | next()) - 2;
                if (marker == START_OF_SCAN) {
                    beginScan(next());
                    left--;
                }
                skip(left);
            }
        }
    }

    private void beginScan(int components) {
        count++;
        if (count > MOST) {
            throw UnreadablePhoto.takesTooLong();
        }
        if (count == 1) {
            componentsOfFirst = components;
        }
    }

    /** What is no marker is what a scan consists of. */
    private int nextMarker() throws IOException {
        int before = 0;
        int next = next();
        while (before != 0xff || next == 0xff || next == 0) {
            before = next;
            next = next();
        }
        return next;
    }

    private int next() throws IOException {
        if (at == end) {
            fill();
        }
        return Byte.toUnsignedInt(chunk[at++]);
    }

    private void fill() throws IOException {
        at = 0;
        end = Math.max(0, file.read(chunk));
        if (end == 0) {
            throw new EOFException();
        }
    }

    private void skip(int bytes) throws IOException {
        int left = bytes;
        while (left > end - at) {
            left -= end - at;
            at = end;
            fill();
        }
        at += Math.max(0, left);
    }
}
