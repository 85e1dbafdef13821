package io.maltan.place.photo;

import java.io.EOFException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What an image file says about itself before anything of it is decoded.
 *
 * @param buffered whether decoding holds the whole image in memory
 * @param orientation as EXIF counts: 1 upright, up to 8
 */
record PhotoHeader(Type type, int width, int height, boolean buffered, int orientation) {

    /** The types that are taken, known by their content. */
    enum Type {
        JPEG,
        PNG,
        WEBP
    }

    private static final int LONGEST_HEADER = 16 * 1024 * 1024;
    private static final int MOST_PARTS = 1_000;
    private static final int LARGEST_EXIF = 64 * 1024;
    private static final int UPRIGHT = 1;

    private static final long PNG_SIGNATURE = 0x89504e470d0a1a0aL;
    private static final int RIFF = 0x52494646;
    private static final int WEBP = 0x57454250;

    long pixels() {
        return (long) width * height;
    }

    /**
     * Reads the header, and of a JPEG where its scans begin.
     *
     * @throws UnreadablePhoto where it is none, or of more scans than a photo has
     */
    static PhotoHeader read(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            return read(file);
        } catch (EOFException e) {
            throw UnreadablePhoto.broken();
        }
    }

    private static PhotoHeader read(RandomAccessFile file) throws IOException {
        if (file.length() < 12) {
            throw UnreadablePhoto.ofUnknownType();
        }
        long first = file.readLong();
        if (first == PNG_SIGNATURE) {
            return readPng(file);
        }
        if (first >>> 40 == 0xffd8ff) {
            return readJpeg(file);
        }
        if ((int) (first >>> 32) == RIFF && file.readInt() == WEBP) {
            requireWhole(file, Integer.reverseBytes((int) first));
            return readWebp(file);
        }
        throw UnreadablePhoto.ofUnknownType();
    }

    private static void requireWhole(RandomAccessFile file, int announced) throws IOException {
        if (Integer.toUnsignedLong(announced) + 8 > file.length()) {
            throw UnreadablePhoto.broken();
        }
    }

    private static PhotoHeader readPng(RandomAccessFile file) throws IOException {
        int width = 0;
        int height = 0;
        int orientation = UPRIGHT;
        for (int part = 0; part < MOST_PARTS; part++) {
            int length = file.readInt();
            String type = name(file);
            long next = file.getFilePointer() + requireLength(length) + 4;
            if (part == 0 && !type.equals("IHDR")) {
                throw UnreadablePhoto.broken();
            }
            switch (type) {
                case "IHDR" -> {
                    width = file.readInt();
                    height = file.readInt();
                }
                case "eXIf" -> orientation = orientationIn(file, length);
                case "IDAT", "IEND" -> {
                    return of(Type.PNG, width, height, false, orientation);
                }
                default -> {}
            }
            file.seek(next);
        }
        throw UnreadablePhoto.broken();
    }

    private static PhotoHeader readJpeg(RandomAccessFile file) throws IOException {
        int orientation = UPRIGHT;
        file.seek(2);
        for (int part = 0; part < MOST_PARTS && file.getFilePointer() < LONGEST_HEADER; part++) {
            int marker = nextMarker(file);
            if (isBare(marker)) {
                continue;
            }
            int length = file.readUnsignedShort() - 2;
            long next = file.getFilePointer() + requireLength(length);
            if (isFrame(marker)) {
                file.readUnsignedByte();
                int height = file.readUnsignedShort();
                int width = file.readUnsignedShort();
                int components = file.readUnsignedByte();
                file.seek(next);
                JpegScans scans = JpegScans.read(file);
                boolean buffered = isProgressive(marker) || scans.componentsOfFirst() < components;
                return of(Type.JPEG, width, height, buffered, orientation);
            }
            if (marker == 0xd9 || marker == 0xda) {
                break;
            }
            if (marker == 0xe1 && length > 6 && name(file).equals("Exif")) {
                file.skipBytes(2);
                orientation = orientationIn(file, length - 6);
            }
            file.seek(next);
        }
        throw UnreadablePhoto.broken();
    }

    private static int nextMarker(RandomAccessFile file) throws IOException {
        int marker = file.readUnsignedByte();
        if (marker != 0xff) {
            throw UnreadablePhoto.broken();
        }
        for (int fill = 0; marker == 0xff && fill < MOST_PARTS; fill++) {
            marker = file.readUnsignedByte();
        }
        return marker;
    }

    /** Whether a marker stands alone, without a length and what it holds. */
    static boolean isBare(int marker) {
        return marker == 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    }

    /** Start of frame; C4, C8 and CC are something else. */
    private static boolean isFrame(int marker) {
        return marker >= 0xc0
                && marker <= 0xcf
                && marker != 0xc4
                && marker != 0xc8
                && marker != 0xcc;
    }

    private static boolean isProgressive(int frame) {
        return frame != 0xc0 && frame != 0xc1;
    }

    private static PhotoHeader readWebp(RandomAccessFile file) throws IOException {
        int width = 0;
        int height = 0;
        int orientation = UPRIGHT;
        for (int part = 0; part < MOST_PARTS && file.getFilePointer() < file.length(); part++) {
            String type = name(file);
            int length = requireLength(Integer.reverseBytes(file.readInt()));
            long next = file.getFilePointer() + length + (length & 1);
            switch (type) {
                case "VP8X" -> {
                    file.skipBytes(4);
                    width = littleEndian24(file) + 1;
                    height = littleEndian24(file) + 1;
                }
                case "VP8 " -> {
                    file.skipBytes(6);
                    width = Math.max(width, littleEndian16(file) & 0x3fff);
                    height = Math.max(height, littleEndian16(file) & 0x3fff);
                }
                case "VP8L" -> {
                    file.skipBytes(1);
                    int sizes = Integer.reverseBytes(file.readInt());
                    width = Math.max(width, (sizes & 0x3fff) + 1);
                    height = Math.max(height, (sizes >>> 14 & 0x3fff) + 1);
                }
                case "EXIF" -> orientation = orientationIn(file, length);
                default -> {}
            }
            if (next >= file.length()) {
                break;
            }
            file.seek(next);
        }
        return of(Type.WEBP, width, height, true, orientation);
    }

    private static PhotoHeader of(
            Type type, int width, int height, boolean buffered, int orientation) {
        if (width <= 0 || height <= 0) {
            throw UnreadablePhoto.broken();
        }
        return new PhotoHeader(type, width, height, buffered, orientation);
    }

    private static int requireLength(int length) {
        if (length < 0) {
            throw UnreadablePhoto.broken();
        }
        return length;
    }

    private static String name(RandomAccessFile file) throws IOException {
        byte[] letters = new byte[4];
        file.readFully(letters);
        return new String(letters, StandardCharsets.ISO_8859_1);
    }

    private static int littleEndian16(RandomAccessFile file) throws IOException {
        return file.readUnsignedByte() | file.readUnsignedByte() << 8;
    }

    private static int littleEndian24(RandomAccessFile file) throws IOException {
        return littleEndian16(file) | file.readUnsignedByte() << 16;
    }

    private static int orientationIn(RandomAccessFile file, int length) throws IOException {
        byte[] exif = new byte[Math.min(length, LARGEST_EXIF)];
        int read = file.read(exif);
        return ExifOrientation.of(exif, Math.max(read, 0));
    }
}
