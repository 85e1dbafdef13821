package io.maltan.place.photo;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.OutboxEvents;
import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.MultipartBodyBuilder;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import tools.jackson.databind.JsonNode;

@MaltanServiceTest(service = "place")
class PhotoIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @Autowired private WebTestClient client;
    @Autowired private Photos photos;
    @Autowired private PhotoFiles files;
    @Autowired private DatabaseClient database;

    private PlaceApi api;
    private String placeId = "";
    private final UUID author = UUID.randomUUID();
    private final String token = TestTokens.user(author);

    @BeforeEach
    void aPlace() {
        api = new PlaceApi(client.mutate().responseTimeout(LIMIT).build());
        placeId =
                PlaceApi.body(
                                api.send(
                                        HttpMethod.POST,
                                        token,
                                        "{\"name\":\"View\",\"category\":\"sight\",\"lat\":7,\"lon\":7}",
                                        ""))
                        .path("id")
                        .asString();
    }

    private WebTestClient.ResponseSpec upload(String path, String bearer, byte[] file) {
        MultipartBodyBuilder body = new MultipartBodyBuilder();
        body.part("comment", "not the file");
        body.part("photo", new ByteArrayResource(file)).filename("../../evil.exe");
        return client.mutate()
                .responseTimeout(LIMIT)
                .build()
                .post()
                .uri("/api/v1/places" + path)
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + bearer)
                .bodyValue(body.build())
                .exchange();
    }

    private JsonNode uploaded(String path) {
        return PlaceApi.body(
                upload(path, token, ImageFiles.jpegWithExif(640, 480, 1))
                        .expectStatus()
                        .isCreated());
    }

    @Test
    void aPhotoOfAPlaceIsListedServedInPartsAndRemoved() {
        JsonNode photo = uploaded("/" + placeId + "/photos");
        String id = photo.path("id").asString();
        JsonNode listed = api.json("/" + placeId).path("photos");
        assertThat(listed).hasSize(1);
        assertThat(listed.path(0).path("id").asString()).isEqualTo(id);
        assertThat(api.json("/" + placeId + "/photos").path("items")).hasSize(1);
        OutboxEvents events = new OutboxEvents(database);
        assertThat(events.about(placeId, "place.updated")).hasSize(1);

        byte[] whole =
                api.get("/photos/" + id + "?size=large")
                        .expectStatus()
                        .isOk()
                        .expectHeader()
                        .contentType("image/jpeg")
                        .expectHeader()
                        .value(
                                HttpHeaders.CACHE_CONTROL,
                                cache -> assertThat(cache).contains("public", "immutable"))
                        .expectBody()
                        .returnResult()
                        .getResponseBody();
        assertThat(ImageFiles.read(Objects.requireNonNull(whole)).getWidth()).isEqualTo(640);
        get(id, Map.of("Range", "bytes=2-9"))
                .expectStatus()
                .isEqualTo(206)
                .expectHeader()
                .valueEquals("Content-Range", "bytes 2-9/" + whole.length)
                .expectBody()
                .consumeWith(part ->
                        assertThat(part.getResponseBody())
                                .isEqualTo(java.util.Arrays.copyOfRange(whole, 2, 10)));
        get(id, Map.of("Range", "bytes=99999999-")).expectStatus().isEqualTo(416);
        get(id, Map.of("Range", "nonsense")).expectStatus().isOk();
        get(id, Map.of("If-None-Match", "\"%s-large\"".formatted(id)))
                .expectStatus()
                .isNotModified();
        api.get("/photos/" + id + "?size=huge").expectStatus().isBadRequest();

        String stranger = TestTokens.user(UUID.randomUUID());
        api.send(HttpMethod.DELETE, stranger, "", "/photos/" + id).expectStatus().isForbidden();
        api.send(HttpMethod.DELETE, token, "", "/photos/" + id).expectStatus().isNoContent();
        api.get("/photos/" + id).expectStatus().isNotFound();
        assertThat(api.json("/" + placeId).path("photos")).isEmpty();
        assertThat(events.about(placeId, "place.updated")).hasSize(2);
    }

    @Test
    void aPhotoWhoseContentIsLostIsNotFound() {
        String id = uploaded("/" + placeId + "/photos").path("id").asString();
        files.delete(UUID.fromString(id)).block(LIMIT);

        for (String range : List.of("bytes=0-9", "nonsense")) {
            get(id, Map.of("Range", range))
                    .expectStatus()
                    .isNotFound()
                    .expectHeader()
                    .doesNotExist(HttpHeaders.ETAG)
                    .expectHeader()
                    .doesNotExist(HttpHeaders.ACCEPT_RANGES)
                    .expectHeader()
                    .doesNotExist(HttpHeaders.CONTENT_RANGE)
                    .expectHeader()
                    .valueEquals(HttpHeaders.CACHE_CONTROL, "no-store")
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("photo_not_found");
        }
    }

    private WebTestClient.ResponseSpec get(String id, Map<String, String> headers) {
        return client.get()
                .uri("/api/v1/places/photos/" + id)
                .headers(all -> headers.forEach(all::set))
                .exchange();
    }

    @Test
    void refusesWhatIsTooLargeEmptyNoPhotoOrNobodys() {
        upload("/photos", token, new byte[10_600_000])
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("body_too_large");
        upload("/photos", token, new byte[40_000_000])
                .expectStatus()
                .isEqualTo(413)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("body_too_large");
        upload("/photos", token, new byte[0]).expectStatus().isBadRequest();
        upload("/photos", token, "hello, world!".getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isEqualTo(422);
        upload("/photos", token, ImageFiles.pngClaiming(100_000, 100_000))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("photo_too_many_pixels");
        upload("/photos", "", ImageFiles.WEBP_LOSSY).expectStatus().isUnauthorized();
        upload("/" + UUID.randomUUID() + "/photos", token, ImageFiles.WEBP_LOSSY)
                .expectStatus()
                .isNotFound();
        api.send(HttpMethod.POST, token, "{}", "/photos").expectStatus().isEqualTo(415);
    }

    @Test
    void whatNothingNamesIsRemovedAndWhatAPostNamesIsKept() {
        UUID named = UUID.fromString(uploaded("/photos").path("id").asString());
        UUID unnamed = UUID.fromString(uploaded("/photos").path("id").asString());
        PhotoUse post = PhotoUse.post(UUID.randomUUID());
        photos.name(post, author, List.of(named)).block(LIMIT);
        photos.name(PhotoUse.post(UUID.randomUUID()), UUID.randomUUID(), List.of(unnamed))
                .block(LIMIT);

        aDayPasses();
        photos.sweep(1000).block(LIMIT);
        api.get("/photos/" + named).expectStatus().isOk();
        api.get("/photos/" + unnamed).expectStatus().isNotFound();

        photos.forget(post).block(LIMIT);
        photos.sweep(1000).block(LIMIT);
        api.get("/photos/" + named).expectStatus().isNotFound();
    }

    /** The sweep has found it to be due, and comes to it later. */
    @Test
    void aPhotoThatIsNamedWhileTheSweepWorksIsKept() {
        UUID id = UUID.fromString(uploaded("/photos").path("id").asString());
        aDayPasses();
        Photo due = Objects.requireNonNull(photos.get(id).block(LIMIT));
        photos.name(PhotoUse.post(UUID.randomUUID()), author, List.of(id)).block(LIMIT);
        photos.removeIfStillDue(due).block(LIMIT);
        api.get("/photos/" + id).expectStatus().isOk();
    }

    @Test
    void aPersonMayAddSoManyPhotosADay() {
        uploaded("/" + placeId + "/photos");
        upload("/photos", token, "no photo at all".getBytes(StandardCharsets.UTF_8))
                .expectStatus()
                .isEqualTo(422);
        database.sql(
                        """
                        insert into photo_sent (uploader_id, sent_at)
                        select :author, now() from generate_series(1, 298)
                        """)
                .bind("author", author)
                .then()
                .block(LIMIT);
        upload("/" + placeId + "/photos", token, ImageFiles.WEBP_LOSSY)
                .expectStatus()
                .isEqualTo(429)
                .expectHeader()
                .exists(HttpHeaders.RETRY_AFTER)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("too_many_photos");
        database.sql(
                        "update photo_sent set sent_at = now() - interval '25 hours' where uploader_id = :author")
                .bind("author", author)
                .then()
                .block(LIMIT);
        uploaded("/" + placeId + "/photos");
        photos.sweep(1000).block(LIMIT);
        assertThat(sent()).isOne();
        photos.removeAllOf(author).block(LIMIT);
        assertThat(sent()).isZero();
    }

    private long sent() {
        return Objects.requireNonNull(
                database.sql("select count(*) from photo_sent where uploader_id = :author")
                        .bind("author", author)
                        .map(row -> Objects.requireNonNull(row.get(0, Long.class)))
                        .one()
                        .block(LIMIT));
    }

    @Test
    void photosOfARemovedPlaceGoUnlessSomethingNamesThem() {
        String gone = uploaded("/" + placeId + "/photos").path("id").asString();
        String named = uploaded("/" + placeId + "/photos").path("id").asString();
        PhotoUse post = PhotoUse.post(UUID.randomUUID());
        photos.name(post, author, List.of(UUID.fromString(named))).block(LIMIT);

        api.send(HttpMethod.DELETE, token, "", "/" + placeId).expectStatus().isNoContent();

        api.get("/photos/" + gone).expectStatus().isNotFound();
        api.get("/photos/" + named).expectStatus().isOk();
        photos.sweep(1000).block(LIMIT);
        assertThat(photos.ofUploader(author).map(Photo::id).collectList().block(LIMIT))
                .containsExactly(UUID.fromString(named));
        photos.forget(post).block(LIMIT);
        photos.sweep(1000).block(LIMIT);
        api.get("/photos/" + named).expectStatus().isNotFound();
    }

    @Test
    void anUploadHasOneFile() {
        MultipartBodyBuilder body = new MultipartBodyBuilder();
        body.part("photo", new ByteArrayResource(ImageFiles.WEBP_LOSSY)).filename("a.webp");
        body.part("empty", new ByteArrayResource(new byte[0])).filename("");
        post(body).expectStatus().isCreated();
        body.part("photo", new ByteArrayResource(ImageFiles.WEBP_LOSSLESS)).filename("b.webp");
        post(body)
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("one_photo_at_a_time");
    }

    private WebTestClient.ResponseSpec post(MultipartBodyBuilder body) {
        return client.post()
                .uri("/api/v1/places/photos")
                .header(HttpHeaders.AUTHORIZATION, "Bearer " + token)
                .bodyValue(body.build())
                .exchange();
    }

    private void aDayPasses() {
        database.sql(
                        "update photo set remove_after = remove_after - interval '25 hours'"
                                + " where remove_after is not null")
                .then()
                .block(LIMIT);
    }

    @Test
    void photosOfAPersonAreErased() {
        String id = uploaded("/" + placeId + "/photos").path("id").asString();
        assertThat(photos.ofUploader(author).collectList().block(LIMIT)).hasSize(1);
        photos.removeAllOf(author).block(LIMIT);
        api.get("/photos/" + id).expectStatus().isNotFound();
        assertThat(api.json("/" + placeId).path("photos")).isEmpty();
    }
}
