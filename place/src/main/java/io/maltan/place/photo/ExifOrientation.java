package io.maltan.place.photo;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Finds in EXIF data how an image is to be turned, the one thing in it that is made use of. */
final class ExifOrientation {

    private static final int UPRIGHT = 1;
    private static final int HIGHEST = 8;
    private static final int TAG = 0x0112;
    private static final int TYPE_SHORT = 3;
    private static final int ENTRY_BYTES = 12;
    private static final int HEADER_BYTES = 8;

    private ExifOrientation() {}

    /** The orientation, 1 to 8; 1 where there is none that makes sense. */
    static int of(byte[] exif, int length) {
        int start = startsWithName(exif, length) ? 6 : 0;
        if (length - start < HEADER_BYTES) {
            return UPRIGHT;
        }
        ByteBuffer tiff = ByteBuffer.wrap(exif, start, length - start).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        return inDirectory(tiff, Integer.toUnsignedLong(tiff.getInt(4)));
    }

    private static boolean startsWithName(byte[] exif, int length) {
        return length > 6 && exif[0] == 'E' && exif[1] == 'x' && exif[2] == 'i' && exif[3] == 'f';
    }

    private static int inDirectory(ByteBuffer tiff, long at) {
        if (at + 2 > tiff.limit()) {
            return UPRIGHT;
        }
        int entries = Short.toUnsignedInt(tiff.getShort((int) at));
        for (int entry = 0; entry < entries; entry++) {
            long from = at + 2 + (long) entry * ENTRY_BYTES;
            if (from + ENTRY_BYTES > tiff.limit()) {
                return UPRIGHT;
            }
            int position = (int) from;
            if (Short.toUnsignedInt(tiff.getShort(position)) == TAG
                    && tiff.getShort(position + 2) == TYPE_SHORT) {
                int value = tiff.getShort(position + 8);
                return value >= UPRIGHT && value <= HIGHEST ? value : UPRIGHT;
            }
        }
        return UPRIGHT;
    }
}
