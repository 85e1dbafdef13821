package io.maltan.place.photo;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.BitSet;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.ImageIO;

/** Images as people send them, and as people should not. */
final class ImageFiles {

    /** 24 × 16 pixels: the left half blue, the right half red. */
    static final byte[] WEBP_LOSSLESS =
            decoded("UklGRioAAABXRUJQVlA4TB4AAAAvF8ADAA9wCpRbIR8FdP5jCUICwgP/1+oWRPQ/khk=");

    static final byte[] WEBP_LOSSY =
            decoded(
                    "UklGRlIAAABXRUJQVlA4IEYAAACQAwCdASoYABAAPtFUo0uoJKMhsAgBABoJQBOjkAVf/uAAHMUA"
                            + "AP7sPxROH//+CCjhoYn+0ukjafrijqldebxTxdfKBAAA");

    static final byte[] WEBP_ANIMATED =
            decoded(
                    "UklGRqAAAABXRUJQVlA4WAoAAAACAAAAFwAADwAAQU5JTQYAAAAAAAAAAABBTk1GNgAAAAAAAAAA"
                            + "ABcAAA8AAGQAAAJWUDhMHgAAAC8XwAMAD3Ae9nuoHgx5/oMHQgLC/7Ue6BZE9D+wN0FOTUY2"
                            + "AAAAAAAAAAAAFwAADwAAZAAAAFZQOEweAAAALxfAAwAPcB72e6geDHn+gwdCAsID/9fqFkT0"
                            + "P5IX");

    private static final byte[] PNG_SIGNATURE = {
        (byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'
    };

    private ImageFiles() {}

    private static byte[] decoded(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** The left half blue, the right half red. */
    static byte[] encoded(String format, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.BLUE);
        graphics.fillRect(0, 0, width / 2, height);
        graphics.setColor(Color.RED);
        graphics.fillRect(width / 2, 0, width - width / 2, height);
        graphics.dispose();
        return write(format, image);
    }

    static byte[] write(String format, BufferedImage image) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static BufferedImage read(byte[] file) {
        try {
            return ImageIO.read(new ByteArrayInputStream(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A JPEG whose EXIF data names an orientation and says where it was taken. */
    static byte[] jpegWithExif(int width, int height, int orientation) {
        byte[] jpeg = encoded("jpeg", width, height);
        byte[] secret = "GPS 37.5665 126.9780 Jane".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer tiff = ByteBuffer.allocate(8 + 2 + 12 + 4 + secret.length);
        tiff.put("MM".getBytes(StandardCharsets.US_ASCII)).putShort((short) 42).putInt(8);
        tiff.putShort((short) 1).putShort((short) 0x0112).putShort((short) 3).putInt(1);
        tiff.putShort((short) orientation).putShort((short) 0).putInt(0).put(secret);
        byte[] exif = tiff.array();
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 2 + 2 + 6 + exif.length);
        file.put(jpeg, 0, 2).put((byte) 0xff).put((byte) 0xe1);
        file.putShort((short) (2 + 6 + exif.length));
        file.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif);
        return file.put(jpeg, 2, jpeg.length - 2).array();
    }

    /** A grey progressive JPEG: one scan of the mean of each block, then scans that add nothing. */
    static byte[] jpegOfScans(int width, int height, int empty) {
        int blocks = ((width + 7) / 8) * ((height + 7) / 8);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd8});
        byte[] quantization = new byte[65];
        Arrays.fill(quantization, 1, 65, (byte) 1);
        file.writeBytes(segment(0xdb, quantization));
        ByteBuffer frame = ByteBuffer.allocate(9).put((byte) 8);
        frame.putShort((short) height).putShort((short) width).put((byte) 1);
        file.writeBytes(segment(0xc2, frame.put(new byte[] {1, 0x11, 0}).array()));
        file.writeBytes(segment(0xc4, codeOfOneBit(0x00, 0x00)));
        file.writeBytes(segment(0xc4, codeOfOneBit(0x10, 0xe0)));
        file.writeBytes(segment(0xda, new byte[] {1, 1, 0, 0, 0, 0}));
        file.writeBytes(new byte[blocks / 8 + 1]);
        // Runs of 32,767 blocks without anything, each in fifteen bits.
        BitSet bits = new BitSet();
        int runs = blocks / 32_767 + 1;
        for (int run = 0; run < runs; run++) {
            bits.set(run * 15 + 1, run * 15 + 15);
        }
        byte[] nothing = new byte[(runs * 15 + 7) / 8];
        bits.stream().forEach(bit -> nothing[bit / 8] |= (byte) (0x80 >> bit % 8));
        for (int scan = 0; scan < empty; scan++) {
            file.writeBytes(segment(0xda, new byte[] {1, 1, 0, 1, 63, 0}));
            for (byte each : nothing) {
                file.write(each);
                if (each == (byte) 0xff) {
                    file.write(0);
                }
            }
        }
        file.writeBytes(new byte[] {(byte) 0xff, (byte) 0xd9});
        return file.toByteArray();
    }

    private static byte[] codeOfOneBit(int table, int value) {
        byte[] code = new byte[18];
        code[0] = (byte) table;
        code[1] = 1;
        code[17] = (byte) value;
        return code;
    }

    private static byte[] segment(int marker, byte[] content) {
        return ByteBuffer.allocate(4 + content.length)
                .put((byte) 0xff)
                .put((byte) marker)
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
    }

    /** Where two bytes stand for the first time. */
    static int indexOf(byte[] file, int first, int second) {
        int at = 0;
        while (file[at] != (byte) first || file[at + 1] != (byte) second) {
            at++;
        }
        return at;
    }

    /** A PNG that claims a size, with little in it. */
    static byte[] pngClaiming(int width, int height) {
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        header.put((byte) 8).put((byte) 2);
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes(PNG_SIGNATURE);
        file.writeBytes(chunk("IHDR", header.array()));
        file.writeBytes(chunk("IDAT", deflated(new byte[1000])));
        file.writeBytes(chunk("IEND", new byte[0]));
        return file.toByteArray();
    }

    /** A small PNG with a text that unpacks to 200 MB. */
    static byte[] pngWithTextBomb() {
        byte[] png = encoded("png", 8, 8);
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        text.writeBytes("Comment\0\0".getBytes(StandardCharsets.US_ASCII));
        text.writeBytes(deflated(new byte[200_000_000]));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        int afterHeader = PNG_SIGNATURE.length + 12 + 13;
        file.write(png, 0, afterHeader);
        file.writeBytes(chunk("zTXt", text.toByteArray()));
        file.write(png, afterHeader, png.length - afterHeader);
        return file.toByteArray();
    }

    private static byte[] chunk(String type, byte[] content) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(content);
        return ByteBuffer.allocate(12 + content.length)
                .putInt(content.length)
                .put(name)
                .put(content)
                .putInt((int) check.getValue())
                .array();
    }

    private static byte[] deflated(byte[] content) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        deflater.setInput(content);
        deflater.finish();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        byte[] buffer = new byte[8192];
        while (!deflater.finished()) {
            out.write(buffer, 0, deflater.deflate(buffer));
        }
        deflater.end();
        return out.toByteArray();
    }
}
