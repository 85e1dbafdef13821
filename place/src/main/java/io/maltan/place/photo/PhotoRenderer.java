package io.maltan.place.photo;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Locale;
import java.util.UUID;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Makes of an uploaded file what is shown: two JPEGs of nothing but pixels.
 *
 * <p>One image is decoded at a time, of each person in turn, on a thread of its own, into a buffer
 * of bounded size: of large images only every second, third… pixel. Metadata is not read, and so
 * none is written.
 */
@Component
class PhotoRenderer implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(PhotoRenderer.class);

    /** An image of 12 million pixels in true colour is decoded as it is. */
    private static final double MOST_DECODED_BYTES = 40e6;

    private static final int LONGEST_EDGE = 30_000;
    private static final int BITS_A_BYTE = 8;

    private final PhotoProperties properties;
    private final Scheduler scheduler;
    private final Turns turns;

    PhotoRenderer(PhotoProperties properties) {
        ImageIO.setUseCache(false);
        this.properties = properties;
        this.scheduler = Schedulers.newBoundedElastic(1, properties.queue(), "photo-decoder");
        this.turns = new Turns(scheduler, properties.mostWaiting());
    }

    /**
     * A photo as it is shown.
     *
     * @param width of the large size
     */
    record Rendered(int width, int height, JpegFile thumb, JpegFile large) {}

    /**
     * Renders a person's file; fails with 429 where too many of that person wait, with 503 where
     * too many wait in all.
     */
    Mono<Rendered> render(UUID person, Path file) {
        return turns.take(person, () -> renderNow(file));
    }

    private Rendered renderNow(Path file) throws IOException {
        PhotoHeader header = PhotoHeader.read(file);
        requireFewPixels(header.width(), header.height(), header.buffered());
        BufferedImage upright = Upright.of(decode(file, header), header.orientation());
        BufferedImage large = Scaled.within(upright, PhotoSize.LARGE.longestEdge());
        BufferedImage thumb = Scaled.within(large, PhotoSize.THUMB.longestEdge());
        return new Rendered(
                large.getWidth(), large.getHeight(), JpegFile.of(thumb), JpegFile.of(large));
    }

    private void requireFewPixels(int width, int height, boolean buffered) {
        long most = buffered ? properties.mostPixelsBuffered() : properties.mostPixels();
        if (width > LONGEST_EDGE || height > LONGEST_EDGE || (long) width * height > most) {
            throw UnreadablePhoto.tooManyPixels(most);
        }
    }

    private BufferedImage decode(Path file, PhotoHeader header) throws IOException {
        ImageReader reader = readerOf(header.type());
        try (LimitedImageInput input = new LimitedImageInput(file, properties.decodingLimit())) {
            reader.setInput(input, true, true);
            requireFewPixels(reader.getWidth(0), reader.getHeight(0), header.buffered());
            BufferedImage image = reader.read(0, sparingly(reader));
            if (header.type() == PhotoHeader.Type.JPEG && input.isCutShort()) {
                throw UnreadablePhoto.broken();
            }
            return image;
        } catch (IOException | RuntimeException e) {
            throw asProblem(e);
        } finally {
            reader.dispose();
        }
    }

    /** Decoders fail in many ways at what is no image of theirs. */
    private static UnreadablePhoto asProblem(Exception error) {
        if (error instanceof UnreadablePhoto known) {
            return known;
        }
        log.info("A photo was not decoded: {}", error.toString());
        return UnreadablePhoto.broken();
    }

    private static ImageReader readerOf(PhotoHeader.Type type) {
        Iterator<ImageReader> readers =
                ImageIO.getImageReadersByFormatName(type.name().toLowerCase(Locale.ROOT));
        if (!readers.hasNext()) {
            throw new IllegalStateException("no decoder for " + type);
        }
        return readers.next();
    }

    private static ImageReadParam sparingly(ImageReader reader) throws IOException {
        double bytes = (double) reader.getWidth(0) * reader.getHeight(0) * bytesAPixel(reader);
        int every = (int) Math.ceil(Math.sqrt(bytes / MOST_DECODED_BYTES));
        ImageReadParam how = reader.getDefaultReadParam();
        if (every > 1) {
            how.setSourceSubsampling(every, every, 0, 0);
        }
        return how;
    }

    private static int bytesAPixel(ImageReader reader) throws IOException {
        Iterator<ImageTypeSpecifier> types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            throw UnreadablePhoto.broken();
        }
        int bits = types.next().getColorModel().getPixelSize();
        return Math.max(1, (bits + BITS_A_BYTE - 1) / BITS_A_BYTE);
    }

    @Override
    public void destroy() {
        scheduler.dispose();
    }
}
