package io.maltan.gateway.reference;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;
import org.springframework.util.DigestUtils;

/** A file of the reference, packed once for all who ask for it. */
final class Packed {

    private final byte[] bytes;
    private final String tag;

    private Packed(byte[] bytes) {
        this.bytes = bytes;
        this.tag = "W/\"" + DigestUtils.md5DigestAsHex(bytes) + '"';
    }

    static Packed of(InputStream content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (content;
                GZIPOutputStream packing = new GZIPOutputStream(bytes)) {
            var _ = content.transferTo(packing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Packed(bytes.toByteArray());
    }

    /** In gzip's format; not to be changed. */
    byte[] bytes() {
        return bytes;
    }

    /** The entity tag of the content: a weak one, since packed and plain bytes share it. */
    String tag() {
        return tag;
    }
}
