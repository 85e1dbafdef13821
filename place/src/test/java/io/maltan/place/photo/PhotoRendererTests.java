package io.maltan.place.photo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.platform.problem.Problem;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Mono;

class PhotoRendererTests {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir private Path directory;

    private final PhotoRenderer renderer = new PhotoRenderer(properties(16));

    private static PhotoProperties properties(int queue) {
        return new PhotoProperties(
                Path.of("unused"),
                DataSize.ofMegabytes(10),
                50_000_000,
                16_000_000,
                Duration.ofSeconds(8),
                queue,
                4,
                Duration.ofSeconds(10),
                Duration.ofDays(1),
                100,
                300,
                Duration.ofMinutes(1),
                null);
    }

    @AfterEach
    void stop() {
        renderer.destroy();
    }

    private Mono<PhotoRenderer.Rendered> render(byte[] file) throws IOException {
        return renderer.render(UUID.randomUUID(), Files.write(directory.resolve("photo"), file));
    }

    private PhotoRenderer.Rendered rendered(byte[] file) throws IOException {
        return Objects.requireNonNull(render(file).block(LIMIT));
    }

    private String refusal(byte[] file) throws IOException {
        try {
            render(file).block(LIMIT);
            return "accepted";
        } catch (Problem problem) {
            return problem.status().value() + " " + problem.code();
        }
    }

    @Test
    void makesTwoSizesOnItsOwnThread() throws IOException {
        PhotoRenderer.Rendered photo = rendered(ImageFiles.encoded("png", 4000, 2000));
        assertThat(photo.width()).isEqualTo(1600);
        assertThat(photo.height()).isEqualTo(800);
        assertThat(ImageFiles.read(photo.thumb().bytes()).getWidth()).isEqualTo(320);
        assertThat(
                        render(ImageFiles.encoded("png", 4, 4))
                                .map(any -> Thread.currentThread().getName())
                                .block(LIMIT))
                .startsWith("photo-decoder");
    }

    @Test
    void neverMakesAPhotoLarger() throws IOException {
        PhotoRenderer.Rendered photo = rendered(ImageFiles.encoded("jpeg", 24, 16));
        assertThat(photo.width()).isEqualTo(24);
        assertThat(photo.height()).isEqualTo(16);
    }

    /** Where the blue half is after turning, as corner points of the upright image. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void turnsAsExifSaysAndKeepsNothingElseOfIt(int orientation) throws IOException {
        PhotoRenderer.Rendered photo = rendered(ImageFiles.jpegWithExif(64, 32, orientation));
        assertThat(photo.width()).isEqualTo(orientation < 5 ? 64 : 32);
        BufferedImage seen = ImageFiles.read(photo.large().bytes());
        String blueSide =
                isBlue(seen, 2, seen.getHeight() / 2)
                        ? "left"
                        : isBlue(seen, seen.getWidth() - 3, seen.getHeight() / 2)
                                ? "right"
                                : "none";
        if (orientation >= 5) {
            blueSide = isBlue(seen, seen.getWidth() / 2, 2) ? "top" : "bottom";
        }
        assertThat(blueSide)
                .isEqualTo(
                        switch (orientation) {
                            case 1, 4 -> "left";
                            case 2, 3 -> "right";
                            case 5, 6 -> "top";
                            default -> "bottom";
                        });
        for (byte[] file : new byte[][] {photo.thumb().bytes(), photo.large().bytes()}) {
            String text = new String(file, StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain("Exif", "GPS", "Jane");
        }
    }

    private static boolean isBlue(BufferedImage image, int x, int y) {
        int colour = image.getRGB(x, y);
        return (colour & 0xff) > 150 && (colour >> 16 & 0xff) < 100;
    }

    @Test
    void readsWebp() throws IOException {
        for (byte[] file :
                new byte[][] {
                    ImageFiles.WEBP_LOSSLESS, ImageFiles.WEBP_LOSSY, ImageFiles.WEBP_ANIMATED
                }) {
            PhotoRenderer.Rendered photo = rendered(file);
            assertThat(photo.width()).isEqualTo(24);
            assertThat(photo.height()).isEqualTo(16);
            assertThat(isBlue(ImageFiles.read(photo.large().bytes()), 4, 8)).isTrue();
        }
    }

    @Test
    void putsWhatIsTransparentOnWhite() throws IOException {
        byte[] clear =
                ImageFiles.write("png", new BufferedImage(8, 8, BufferedImage.TYPE_INT_ARGB));
        assertThat(ImageFiles.read(rendered(clear).large().bytes()).getRGB(4, 4) & 0xffffff)
                .isGreaterThan(0xf0f0f0);
    }

    @Test
    void refusesWhatClaimsToBeHugeWithoutDecodingIt() throws IOException {
        assertThat(refusal(ImageFiles.pngClaiming(100_000, 100_000)))
                .isEqualTo("422 photo_too_many_pixels");
        assertThat(refusal(ImageFiles.pngClaiming(29_000, 29_000)))
                .isEqualTo("422 photo_too_many_pixels");
        assertThat(refusal(ImageFiles.pngClaiming(Integer.MAX_VALUE, 1)))
                .isEqualTo("422 photo_too_many_pixels");
        assertThat(refusal(ImageFiles.pngClaiming(-1, 5))).isEqualTo("422 photo_unreadable");
        assertThat(refusal(ImageFiles.pngClaiming(0, 5))).isEqualTo("422 photo_unreadable");
    }

    @Test
    void doesNotUnpackTexts() throws IOException {
        assertThat(rendered(ImageFiles.pngWithTextBomb()).width()).isEqualTo(8);
    }

    @Test
    void refusesWhatIsCutShort() throws IOException {
        for (byte[] file :
                new byte[][] {
                    ImageFiles.encoded("jpeg", 600, 400),
                    ImageFiles.encoded("png", 600, 400),
                    ImageFiles.WEBP_LOSSY,
                    ImageFiles.WEBP_LOSSLESS
                }) {
            for (int part = 2; part <= 9; part++) {
                byte[] cut = Arrays.copyOf(file, file.length * part / 10);
                assertThat(refusal(cut))
                        .as("%s of %s bytes", cut.length, file.length)
                        .startsWith("422 ");
            }
        }
        assertThat(refusal(ImageFiles.pngClaiming(2000, 2000))).isEqualTo("422 photo_unreadable");
    }

    @Test
    void refusesWhatIsNoPhoto() throws IOException {
        assertThat(refusal("<svg onload=alert(1)>   ".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("422 photo_type_unsupported");
        assertThat(refusal(new byte[] {1})).isEqualTo("422 photo_type_unsupported");
        assertThat(refusal(ImageFiles.encoded("gif", 8, 8)))
                .isEqualTo("422 photo_type_unsupported");
    }

    /** However little each holds, the decoder would go over the whole image for it. */
    @Test
    void refusesMoreScansThanAPhotoHas() throws IOException {
        assertThat(rendered(ImageFiles.jpegOfScans(400, 300, 99)).width()).isEqualTo(400);
        assertThat(refusal(ImageFiles.jpegOfScans(400, 300, 100)))
                .isEqualTo("422 photo_takes_too_long");
    }

    /** What stands in a comment, or behind the image, is no scan. */
    @Test
    void countsScansOfTheImageAlone() throws IOException {
        byte[] jpeg = ImageFiles.jpegOfScans(400, 300, 2);
        byte[] scans = new byte[2000];
        for (int i = 0; i < scans.length; i += 2) {
            scans[i] = (byte) 0xff;
            scans[i + 1] = (byte) 0xda;
        }
        ByteBuffer file = ByteBuffer.allocate(jpeg.length + 4 + 2 * scans.length);
        file.put(jpeg, 0, jpeg.length - 2);
        file.putShort((short) 0xfffe).putShort((short) (scans.length + 2)).put(scans);
        file.put(jpeg, jpeg.length - 2, 2).put(scans);
        assertThat(rendered(file.array()).width()).isEqualTo(400);
    }

    /** The decoder holds all of it, which is not told by the kind of its frame. */
    @Test
    void anImageInSeveralScansIsAsLargeAsOneThatIsHeldAsAWhole() throws IOException {
        byte[] jpeg = ImageFiles.encoded("jpeg", 5000, 4000);
        assertThat(rendered(jpeg).width()).isEqualTo(1600);
        int scan = ImageFiles.indexOf(jpeg, 0xff, 0xda);
        jpeg[scan + 4] = 1;
        assertThat(refusal(jpeg)).isEqualTo("422 photo_too_many_pixels");
    }

    @Test
    void survivesBitsThatFlip() throws IOException {
        java.util.Random random = new java.util.Random(7);
        for (byte[] file :
                new byte[][] {
                    ImageFiles.jpegWithExif(40, 30, 6),
                    ImageFiles.encoded("png", 40, 30),
                    ImageFiles.WEBP_LOSSY,
                    ImageFiles.WEBP_LOSSLESS
                }) {
            for (int i = 0; i < 150; i++) {
                byte[] broken = file.clone();
                for (int flips = 0; flips < 3; flips++) {
                    broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
                }
                assertThat(refusal(broken)).containsAnyOf("accepted", "422 ");
            }
        }
    }

    @Test
    void refusesWhenTooManyWait() throws IOException {
        PhotoRenderer busy = new PhotoRenderer(properties(1));
        Path file = Files.write(directory.resolve("large"), ImageFiles.encoded("png", 3000, 3000));
        Mono<Long> refused =
                reactor.core.publisher.Flux.range(0, 8)
                        .flatMap(i ->
                                busy.render(UUID.randomUUID(), file)
                                        .map(done -> "ok")
                                        .onErrorResume(
                                                Problem.class, full -> Mono.just(full.code())))
                        .filter("photos_busy"::equals)
                        .count();
        assertThat(refused.block(LIMIT)).isBetween(1L, 7L);
        busy.destroy();
    }

    @Test
    void signsAsAmazonDocumentsIt() {
        S3Signature signature =
                new S3Signature(
                        "us-east-1",
                        "AKIAIOSFODNN7EXAMPLE",
                        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY");
        assertThat(
                        signature
                                .headers(
                                        "GET",
                                        java.net.URI.create(
                                                "https://examplebucket.s3.amazonaws.com/test.txt"),
                                        new byte[0],
                                        java.time.Instant.parse("2013-05-24T00:00:00Z"),
                                        java.util.Map.of("range", "bytes=0-9"))
                                .get("Authorization"))
                .endsWith(
                        "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        assertThatThrownBy(() -> PhotoSize.ofCode("huge")).isInstanceOf(Problem.class);
    }
}
