package io.maltan.place.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.OutboxEvents;
import io.maltan.place.PbfFiles;
import io.maltan.place.PlaceApi;
import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceContent;
import io.maltan.place.catalogue.PlaceFact;
import io.maltan.place.catalogue.PlaceFacts;
import io.maltan.place.catalogue.PlaceStatus;
import io.maltan.place.catalogue.Places;
import io.maltan.place.geography.Coordinates;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.reactivestreams.Publisher;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@MaltanServiceTest(service = "place")
class ImportIntegrationTests {

    private static final String HEADER =
            "id,name,name_en,name_ko,category,lat,lon,address,phone,website,opening_hours\n";

    private static final Duration LIMIT = Duration.ofSeconds(15);

    @Autowired private WebTestClient client;
    @Autowired private R2dbcImports imports;
    @Autowired private ImportSlot slot;
    @Autowired private ImportFiles files;
    @Autowired private IncomingBatches batches;
    @Autowired private PlaceMerge merge;
    @Autowired private Settling settling;
    @Autowired private ImportProperties properties;
    @Autowired private DatabaseClient database;
    @Autowired private Places places;
    @Autowired private PlaceFacts facts;

    private PlaceApi api;

    @BeforeEach
    void connect() {
        api = new PlaceApi(client);
    }

    private static PbfFiles town() {
        return new PbfFiles()
                .node(
                        1,
                        42.5,
                        1.5,
                        Map.of(
                                "amenity",
                                "cafe",
                                "name",
                                "Cafè Nou",
                                "name:en",
                                "New Café",
                                "opening_hours",
                                "Mo-Fr 08:00-20:00"))
                .node(2, 42.6, 1.6, Map.of("amenity", "bench", "name", "A bench"))
                .node(3, 42.7, 1.7, Map.of("shop", "bakery"))
                .node(10, 42.50, 1.50, Map.of())
                .node(11, 42.50, 1.52, Map.of())
                .node(12, 42.52, 1.52, Map.of())
                .node(13, 42.52, 1.50, Map.of())
                .way(
                        100,
                        List.of(10L, 11L, 12L, 13L, 10L),
                        Map.of("leisure", "park", "name", "Parc"))
                .way(101, List.of(10L, 11L, 12L, 13L, 10L), Map.of())
                .way(102, List.of(999L), Map.of("tourism", "museum", "name", "Lost"))
                .relation(
                        1000,
                        List.of(101L),
                        Map.of("type", "multipolygon", "natural", "water", "name", "Llac"));
    }

    @Test
    void importsNodesWaysAndRelationsAndFindsNothingNewTheSecondTime() {
        JsonNode first = api.imported("format=osm-pbf", town().toBytes());

        assertThat(first.path("status").asString()).isEqualTo("completed");
        assertThat(first.path("created").asInt()).isEqualTo(3);
        assertThat(first.path("read").asInt()).isEqualTo(6);
        assertThat(first.path("reasons"))
                .extracting(reason -> reason.path("code").asString())
                .containsExactlyInAnyOrder("no_category", "unnamed", "no_position");

        JsonNode again = api.imported("format=osm-pbf", town().waysFirst().toBytes());

        assertThat(again.path("created").asInt()).isZero();
        assertThat(again.path("updated").asInt()).isZero();
        assertThat(again.path("unchanged").asInt()).isEqualTo(3);

        JsonNode park = api.json("/search?q={q}", "parc").path("items").path(0);
        assertThat(park.path("source").asString()).isEqualTo("osm:way/100");
        assertThat(park.path("lat").asDouble()).isEqualTo(42.51);
        assertThat(park.path("lon").asDouble()).isEqualTo(1.51);
        assertThat(park.path("category").asString()).isEqualTo("nature.park");
        assertThat(park.path("timeZone").asString()).isEqualTo("Europe/Andorra");
    }

    @Test
    void aBrokenFileFailsAndLeavesNothing() {
        PbfFiles file = new PbfFiles();
        for (int i = 0; i < 500; i++) {
            file.node(
                    90_000 + i,
                    10,
                    10,
                    Map.of("amenity", "cafe", "name", "Unwritten " + UUID.randomUUID()));
        }
        byte[] whole = file.toBytes();

        for (byte[] broken :
                List.of(
                        Arrays.copyOf(whole, whole.length - 20),
                        Arrays.copyOf(whole, 3),
                        new byte[0],
                        "<osm>not a PBF</osm>".getBytes(StandardCharsets.UTF_8))) {
            JsonNode report = api.imported("format=osm-pbf", broken);
            assertThat(report.path("status").asString()).isEqualTo("failed");
            assertThat(report.path("created").asInt()).isZero();
            assertThat(report.path("reasons").path(0).path("code").asString())
                    .isIn("broken_file", "empty_file");
        }
        assertThat(api.json("/search?q=unwritten").path("items")).isEmpty();
    }

    @Test
    void aFileThatBreaksOffAfterManyPlacesLeavesNone() {
        StringBuilder features =
                new StringBuilder("{\"type\":\"FeatureCollection\",\"features\":[");
        for (int i = 0; i < 1_200; i++) {
            features.append(
                    "{\"type\":\"Feature\",\"id\":%d,\"geometry\":{\"type\":\"Point\",\"coordinates\":[20.5,20.5]},\"properties\":{\"name\":\"Halfway %d\",\"category\":\"cafe\"}},"
                            .formatted(i, i));
        }

        JsonNode report =
                api.imported(
                        "format=geojson", features.toString().getBytes(StandardCharsets.UTF_8));

        assertThat(report.path("status").asString()).isEqualTo("failed");
        assertThat(api.json("/nearby?lat=20.5&lon=20.5").path("items")).isEmpty();
    }

    @Test
    void packedFilesAreRefused() {
        for (String encoding : List.of("gzip", "identity, br")) {
            client.post()
                    .uri("/api/v1/places/imports?format=csv")
                    .header("Authorization", "Bearer " + TestTokens.admin(UUID.randomUUID()))
                    .header("Content-Encoding", encoding)
                    .contentType(MediaType.APPLICATION_OCTET_STREAM)
                    .bodyValue(new byte[] {0x1f, (byte) 0x8b})
                    .exchange()
                    .expectStatus()
                    .isEqualTo(415)
                    .expectHeader()
                    .valueEquals("Accept-Encoding", "identity")
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("unsupported_media_type");
        }
    }

    @Test
    void csvSkipsWhatIsWrongAndUpdatesWhatHasChanged() {
        String csv =
                HEADER
                        + "a,덕수궁,Deoksugung,,sight.palace,37.5658,126.9751,서울 중구,,,\n"
                        + "b,,,,cafe,37.5,127.0,,,,\n"
                        + "c,Nowhere,,,cafe,91,127.0,,,,\n"
                        + "d,Kindless,,,nonsense,37.5,127.0,,,,\n"
                        + "e,Unplaced,,,cafe,,,,,,\n"
                        + "a,덕수궁,,,sight.palace,37.5658,126.9751,,,,\n"
                        + "f,NaN,,,cafe,NaN,127.0,,,,\n";

        JsonNode first = api.imported("format=csv&dataset=demo", bytes(csv));

        assertThat(first.path("created").asInt()).isOne();
        assertThat(first.path("skipped").asInt()).isEqualTo(6);
        assertThat(first.path("reasons"))
                .extracting(reason -> reason.path("code").asString())
                .containsExactlyInAnyOrder(
                        "unnamed", "bad_coordinates", "no_category", "no_position", "repeated_id");

        JsonNode second =
                api.imported(
                        "format=csv&dataset=demo", bytes(csv.replace("서울 중구", "서울 중구 세종대로 99")));

        assertThat(second.path("updated").asInt()).isOne();
        assertThat(second.path("created").asInt()).isZero();
        JsonNode palace = api.json("/search?q={q}", "덕수궁").path("items").path(0);
        assertThat(palace.path("address").asString()).endsWith("세종대로 99");
        assertThat(palace.path("region").path("code").asString()).startsWith("110");
    }

    @Test
    void aDryRunReportsAndChangesNothing() {
        byte[] csv = bytes(HEADER + "dry,Drydock,,,cafe,1,1,,,,\n");

        assertThat(api.imported("format=csv&dryRun=true", csv).path("created").asInt()).isOne();
        assertThat(api.imported("format=csv&dryRun=true", csv).path("created").asInt()).isOne();
        assertThat(api.json("/search?q=drydock").path("items")).isEmpty();
    }

    @Test
    void confidenceIsAPartOfOne() {
        for (String confidence : List.of("NaN", "-0.1", "1.5", "Infinity")) {
            api.upload("format=overture-geojsonseq&minConfidence=" + confidence, bytes("{}"))
                    .expectStatus()
                    .isBadRequest();
        }
    }

    @Test
    void aStartMarksWhatWasInterruptedAsFailed() {
        UUID id = UUID.randomUUID();
        imports.insert(
                        id,
                        new ImportRequest(
                                UUID.randomUUID(), ImportFormat.CSV, false, false, "csv", 0, null))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);
        ImportRunner restarted =
                new ImportRunner(imports, slot, files, merge, settling, properties);

        restarted.start();

        Mono.defer(() -> imports.find(id))
                .filter(ImportReport::isOver)
                .repeatWhenEmpty(ticks -> ticks.delayElements(Duration.ofMillis(50)))
                .as(StepVerifier::create)
                .assertNext(report -> {
                    assertThat(report.status()).isEqualTo(ImportReport.Status.FAILED);
                    assertThat(report.tally().reasons())
                            .extracting(ImportTally.Reason::code)
                            .containsExactly("interrupted");
                })
                .expectComplete()
                .verify(LIMIT);
        restarted.stop();
    }

    /** Connections never come, so its places never settle. */
    @Test
    void whatHasBeenMergedHasNotFailedWhereverTheServiceStopped() throws IOException {
        ImportRunner dying =
                new ImportRunner(
                        imports, slot, files, merge, new Settling(new NoConnections()), properties);
        UUID id = UUID.randomUUID();
        ImportRequest request =
                new ImportRequest(id, ImportFormat.CSV, false, false, "settling", 0, null);
        ImportSlot.Held held = Objects.requireNonNull(slot.take().block(LIMIT));
        Path file = Objects.requireNonNull(files.create(id).block(LIMIT));
        Files.writeString(file, HEADER + "s,Settler,,,cafe,12,5,,,,\n");
        imports.insert(id, request).block(LIMIT);
        dying.start();
        dying.begin(new ImportRunner.Job(id, request, file, held));
        imports.find(id)
                .filter(ImportReport::merged)
                .repeatWhenEmpty(ticks -> ticks.delayElements(Duration.ofMillis(20)))
                .block(LIMIT);
        assertThat(idOf("settler")).isNotEmpty();
        assertThat(api.report(id.toString()).path("status").asString()).isEqualTo("running");

        dying.stop();
        held.release().block(LIMIT);

        JsonNode report = api.report(id.toString());
        assertThat(report.path("status").asString()).isEqualTo("completed");
        assertThat(report.path("created").asInt()).isOne();
        assertThat(report.path("read").asInt()).isOne();
        files.delete(file).block(LIMIT);
    }

    private static final class NoConnections implements ConnectionFactory {

        @Override
        public Publisher<? extends Connection> create() {
            return Mono.never();
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return () -> "none";
        }
    }

    @Test
    void anImportThatWasGivenUpBringsNothing() {
        UUID id = UUID.randomUUID();
        ImportRequest request =
                new ImportRequest(id, ImportFormat.CSV, false, false, "given-up", 0, null);
        imports.insert(id, request)
                .then(imports.finish(id, ImportReport.Status.FAILED, ImportTally.NOTHING))
                .then(imports.merged(id, ImportTally.NOTHING))
                .as(StepVerifier::create)
                .expectError(IllegalStateException.class)
                .verify(LIMIT);
    }

    @Test
    void oneImportRunsAtATime() {
        byte[] csv = bytes(HEADER + "one,Turnstile,,,cafe,2,2,,,,\n");
        slot.take()
                .flatMap(held ->
                        Mono.fromRunnable(() ->
                                        api.upload("format=csv", csv).expectStatus().isEqualTo(409))
                                .subscribeOn(Schedulers.boundedElastic())
                                .then(held.release()))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);
        assertThat(api.imported("format=csv", csv).path("created").asInt()).isOne();
    }

    @Test
    void whatWasRemovedHereStaysRemovedAndEditsSurviveTheSameFile() {
        byte[] csv = bytes(HEADER + "r,Removable,,,cafe,3,3,,,,\nk,Keepable,,,cafe,3.001,3,,,,\n");
        assertThat(api.imported("format=csv&dataset=edits", csv).path("created").asInt())
                .isEqualTo(2);
        String moderator = TestTokens.moderator(UUID.randomUUID());
        api.send(HttpMethod.DELETE, moderator, "", "/" + idOf("removable"))
                .expectStatus()
                .isNoContent();
        api.send(HttpMethod.PATCH, moderator, "{\"name\":\"Renamed\"}", "/" + idOf("keepable"))
                .expectStatus()
                .isOk();

        JsonNode again = api.imported("format=csv&dataset=edits", csv);

        assertThat(again.path("reasons").path(0).path("code").asString()).isEqualTo("removed_here");
        assertThat(again.path("unchanged").asInt()).isOne();
        assertThat(idOf("renamed")).isNotEmpty();
        assertThat(idOf("removable")).isEmpty();
    }

    private String idOf(String name) {
        return api.json("/search?q={q}", name).path("items").path(0).path("id").asString("");
    }

    @Test
    void whatIsExportedCanBeImportedAgain() {
        byte[] csv = bytes(HEADER + "x,\"Comma, Quote\"\"\",Comma,쉼표,cafe,4,4,,,,24/7\n");
        assertThat(api.imported("format=csv&dataset=export", csv).path("created").asInt()).isOne();

        String exported = exported("csv");

        assertThat(exported.lines().findFirst().orElseThrow())
                .startsWith("id,name,name_")
                .contains(",name_en,", ",name_ko,")
                .endsWith(",category,lat,lon,address,phone,website,opening_hours,time_zone,status");
        JsonNode dry = api.imported("format=csv&dryRun=true&dataset=copy", bytes(exported));
        assertThat(dry.path("created").asLong()).isEqualTo(exported.lines().count() - 1);
        assertThat(dry.path("skipped").asInt()).isZero();
        assertThat(exported("geojsonseq")).contains("Comma, Quote", "\u001e{");
    }

    @ParameterizedTest
    @CsvSource({"csv, csv", "geojsonseq, overture-geojsonseq"})
    void aPlaceComesBackAsItWasExported(String exportedAs, String importedAs) {
        String moderator = TestTokens.moderator(UUID.randomUUID());
        PlaceApi.body(
                api.send(
                                HttpMethod.POST,
                                moderator,
                                """
                                {"name": "Returner %s", "names": {"fr": "Revenant", "ja": "帰る人"},
                                 "category": "cafe", "lat": -55, "lon": 120,
                                 "timeZone": "Asia/Tokyo", "status": "temporarily_closed"}
                                """
                                        .formatted(exportedAs),
                                "")
                        .expectStatus()
                        .isCreated());
        byte[] copy =
                exported(exportedAs)
                        .lines()
                        .filter(line ->
                                line.startsWith("id,name")
                                        || line.contains("Returner " + exportedAs))
                        .map(line -> line.replace("Returner", "Copy"))
                        .collect(Collectors.joining("\n", "", "\n"))
                        .getBytes(StandardCharsets.UTF_8);
        JsonNode report =
                api.imported("dataset=returned-" + exportedAs + "&format=" + importedAs, copy);
        assertThat(report.path("created").asInt()).isOne();
        JsonNode place = api.json("/" + idOf("Copy " + exportedAs));
        assertThat(place.path("status").asString()).isEqualTo("temporarily_closed");
        assertThat(place.path("timeZone").asString()).isEqualTo("Asia/Tokyo");
        assertThat(place.path("names").path("fr").asString()).isEqualTo("Revenant");
        assertThat(place.path("names").path("ja").asString()).isEqualTo("帰る人");
    }

    private String exported(String format) {
        return new String(
                Objects.requireNonNull(
                        client.get()
                                .uri("/api/v1/places/export?format=" + format)
                                .header(
                                        "Authorization",
                                        "Bearer " + TestTokens.admin(UUID.randomUUID()))
                                .exchange()
                                .expectStatus()
                                .isOk()
                                .expectBody()
                                .returnResult()
                                .getResponseBody()),
                StandardCharsets.UTF_8);
    }

    @Test
    void whatVanishedFromAFullImportIsMarkedUntilItReturns() {
        String both = HEADER + "v,Vanisher,,,cafe,5,5,,,,\nw,Remainer,,,cafe,5.01,5,,,,\n";
        String one = HEADER + "w,Remainer,,,cafe,5.01,5,,,,\n";
        assertThat(
                        api.imported("format=csv&dataset=full&full=true", bytes(both))
                                .path("vanished")
                                .asInt())
                .isZero();
        assertThat(api.imported("format=csv&dataset=full", bytes(one)).path("vanished").asInt())
                .isZero();

        JsonNode dry = api.imported("format=csv&dataset=full&full=true&dryRun=true", bytes(one));
        assertThat(dry.path("vanished").asInt()).isOne();
        assertThat(found("vanisher").has("vanishedAt")).isFalse();

        JsonNode full = api.imported("format=csv&dataset=full&full=true", bytes(one));
        assertThat(full.path("vanished").asInt()).isOne();
        assertThat(full.path("unchanged").asInt()).isOne();
        assertThat(found("vanisher").has("vanishedAt")).isTrue();
        assertThat(found("remainer").has("vanishedAt")).isFalse();

        api.imported("format=csv&dataset=full", bytes(both));
        assertThat(found("vanisher").has("vanishedAt")).isFalse();
    }

    @Test
    void whatIsInAFullFileAndCannotBeReadHasNotVanished() {
        String good = HEADER + "g,Griffin,,,cafe,10,5,,,,\nh,Hydra,,,cafe,10.01,5,,,,\n";
        api.imported("format=csv&dataset=beasts&full=true", bytes(good));

        JsonNode full =
                api.imported(
                        "format=csv&dataset=beasts&full=true",
                        bytes(good.replace("cafe,10,5", "cafe,north,5")));

        assertThat(full.path("skipped").asInt()).isOne();
        assertThat(full.path("read").asInt()).isEqualTo(2);
        assertThat(full.path("unchanged").asInt()).isOne();
        assertThat(full.path("vanished").asInt()).isZero();
        assertThat(found("griffin").has("vanishedAt")).isFalse();
    }

    private JsonNode found(String name) {
        return api.json("/search?q={q}", name).path("items").path(0);
    }

    @Test
    void aPlaceOfAnotherSourceIsRecognisedByNameAndDistance() {
        api.imported(
                "format=csv&dataset=first",
                bytes(
                        HEADER
                                + "1,별다방 이대점,,,cafe.coffee,6.0000,6.0000,,,,\n"
                                + "2,달다방,,,cafe.coffee,6.1,6.1,,,,\n"));

        JsonNode second =
                api.imported(
                        "format=csv&dataset=second",
                        bytes(
                                HEADER
                                        + "a,별다방이대점,,,cafe,6.0005,6.0005,,,,\n"
                                        + "b,별다방 이대역점,,,cafe,6.0001,6.0001,,,,\n"
                                        + "c,책방,,,shop.books,6.0000,6.0000,,,,\n"
                                        + "d,달다방,,,cafe,6.11,6.1,,,,\n"));

        assertThat(second.path("created").asInt()).isEqualTo(4);
        assertThat(second.path("linked").asInt()).isEqualTo(2);
        String first = sameAs("first:1").path("id").asString();
        assertThat(sameAs("second:a").path("sameAs").asString()).isEqualTo(first);
        assertThat(sameAs("second:b").path("sameAs").asString()).isEqualTo(first);
        assertThat(sameAs("second:c").has("sameAs")).isFalse();
        assertThat(sameAs("second:d").has("sameAs")).isFalse();
    }

    /** 0.001 degrees are 111 m. */
    private static final List<String> NEIGHBOURS =
            List.of(
                    "1,GS25 서교점,,,shop.convenience,6.0200,6.02",
                    "2,A동 주차장,,,transport.parking,6.0220,6.02",
                    "3,가동 주차장,,,transport.parking,6.0240,6.02",
                    "4,국민은행,,,service.bank,6.0260,6.02",
                    "5,스타벅스,,,cafe.coffee,6.0280,6.02",
                    "6,맘스터치,,,food.fast_food,6.0300,6.02",
                    "7,조르백스,,,cafe,6.0320,6.02",
                    "8,이마트,,,shop.convenience,6.0340,6.02",
                    "9,맘스터치,,,food.fast_food,6.0360,6.02",
                    "10,봄,,,cafe,6.0380,6.02",
                    "11,여관 201,,,lodging,6.0400,6.02");

    @Test
    void neighboursWhoseNamesDifferInANumberOrALetterAreNotTheSame() {
        api.imported("format=csv&dataset=street-a", bytes(HEADER + lines(NEIGHBOURS)));

        JsonNode report =
                api.imported(
                        "format=csv&dataset=street-b",
                        bytes(
                                HEADER
                                        + lines(
                                                List.of(
                                                        "1,GS25 서교2점,,,shop.convenience,6.0209,6.02",
                                                        "2,B동 주차장,,,transport.parking,6.0225,6.02",
                                                        "3,나동 주차장,,,transport.parking,6.0245,6.02",
                                                        "4,국민은행 ATM,,,service.bank,6.0263,6.02",
                                                        "5,Starbucks,,,cafe.coffee,6.0282,6.02",
                                                        "6,맘스터치 신촌점,,,food.fast_food,6.0302,6.02",
                                                        "7,조르백스 홍대 입구역점,,,cafe,6.0322,6.02",
                                                        "8,이마트24 홍대점,,,shop.convenience,6.0342,6.02",
                                                        "9,맘스터치 이대점,,,food.fast_food,6.0369,6.02",
                                                        "10,봄봄 이대점,,,cafe,6.0382,6.02",
                                                        "11,여관 201,,,lodging,6.0409,6.02"))));

        assertThat(report.path("created").asInt()).isEqualTo(11);
        assertThat(
                        Objects.requireNonNull(
                                database.sql(
                                                """
                                                select source from place
                                                where source like 'street-b:%' and same_as is not null
                                                """)
                                        .map(row -> String.valueOf(row.get(0, String.class)))
                                        .all()
                                        .collectList()
                                        .block(LIMIT)))
                .containsExactlyInAnyOrder("street-b:5", "street-b:6", "street-b:7", "street-b:11");
    }

    private static String lines(List<String> records) {
        return String.join(",,,,\n", records) + ",,,,\n";
    }

    @Test
    void aPlaceForgetsThatItIsTheSameAsOneThatIsGone() {
        String line = ",Zwilling,,,cafe,6.05,6.05,,,,\n";
        for (String dataset : List.of("twin-a", "twin-b", "twin-c")) {
            api.imported("format=csv&dataset=" + dataset, bytes(HEADER + "1" + line));
        }
        String first = sameAs("twin-a:1").path("id").asString();
        String second = sameAs("twin-b:1").path("id").asString();
        String third = sameAs("twin-c:1").path("id").asString();
        assertThat(sameAs("twin-b:1").path("sameAs").asString()).isEqualTo(first);
        assertThat(sameAs("twin-c:1").path("sameAs").asString()).isEqualTo(first);

        String moderator = TestTokens.moderator(UUID.randomUUID());
        String correction =
                PlaceApi.body(
                                api.send(
                                                HttpMethod.POST,
                                                moderator,
                                                """
                                                {"kind":"duplicate","detail":"twice","proposed":"%s"}
                                                """
                                                        .formatted(second),
                                                "/" + first + "/corrections")
                                        .expectStatus()
                                        .isCreated())
                        .path("id")
                        .asString();
        api.send(HttpMethod.POST, moderator, "{}", "/corrections/" + correction + "/accept")
                .expectStatus()
                .isOk();
        assertThat(sameAs("twin-b:1").has("sameAs")).isFalse();
        assertThat(sameAs("twin-c:1").path("sameAs").asString()).isEqualTo(second);

        api.send(HttpMethod.DELETE, moderator, "", "/" + second).expectStatus().isNoContent();
        assertThat(sameAs("twin-c:1").has("sameAs")).isFalse();
        assertThat(new OutboxEvents(database).about(third, "place.updated"))
                .hasSize(2)
                .last()
                .satisfies(told -> assertThat(told.path("version").asLong()).isEqualTo(3));
    }

    private JsonNode sameAs(String source) {
        for (JsonNode place :
                api.json("/nearby?lat=6.05&lon=6.05&radius=20000&limit=100").path("items")) {
            if (place.path("source").asString().equals(source)) {
                return place;
            }
        }
        throw new AssertionError(source + " is not there");
    }

    @Test
    void anImportTellsTheSameOfAPlaceAsTheCatalogueWould() {
        String csv = HEADER + "e,\"Event \"\"one\"\"\",One,하나,cafe,37.5,127.03,Somewhere,,,24/7\n";
        api.imported("format=csv&dataset=events", bytes(csv));
        api.imported("format=csv&dataset=events", bytes(csv.replace("37.5,", "37.6,")));

        Place place = Objects.requireNonNull(place("events:e").block(LIMIT));
        List<String> written =
                Objects.requireNonNull(
                        database.sql(
                                        "select type || ' ' || data as event from outbox where"
                                                + " subject = :id order by sequence")
                                .bind("id", place.id().toString())
                                .map(row -> String.valueOf(row.get("event", String.class)))
                                .all()
                                .collectList()
                                .block(LIMIT));

        assertThat(written).hasSize(2);
        assertThat(written.getFirst()).startsWith("place.created ");
        assertThat(written.getLast()).startsWith("place.updated ");
        JsonMapper json = JsonMapper.shared();
        PlaceFact told =
                json.readValue(
                        written.getLast().substring("place.updated ".length()), PlaceFact.class);
        assertThat(told.previous()).isEqualTo(new PlaceFact.PositionFact(37.5, 127.03));
        PlaceFact expected = facts.toFact(place);
        assertThat(told).usingRecursiveComparison().ignoringFields("previous").isEqualTo(expected);
        assertThat(told.version()).isEqualTo(2);
    }

    private Mono<Place> place(String source) {
        return database.sql("select id from place where source = :source")
                .bind("source", source)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .one()
                .flatMap(places::find);
    }

    @Test
    void anImportThatDiedWithItsReplicaIsSeenToHaveFailed() {
        UUID id = UUID.randomUUID();
        imports.insert(
                        id,
                        new ImportRequest(
                                UUID.randomUUID(), ImportFormat.CSV, false, false, "csv", 0, null))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);

        JsonNode report = api.report(id.toString());

        assertThat(report.path("status").asString()).isEqualTo("failed");
        assertThat(report.path("reasons").path(0).path("code").asString()).isEqualTo("interrupted");
    }

    @Test
    void whatAFileBringsCanBeEdited() {
        String csv = HEADER + "w,Websites,,,cafe,7,7,,02-1,www.a.kr,매일 10시\n";
        api.imported("format=csv&dataset=loose", bytes(csv));
        String id = idOf("websites");
        assertThat(api.json("/" + id).path("website").asString()).isEqualTo("https://www.a.kr");
        // As it was kept once, of a category that there was.
        database.sql("update place set website = 'www.a.kr', category = 'gone' where id = :id")
                .bind("id", UUID.fromString(id))
                .then()
                .block(LIMIT);

        patch(id, "{\"name\":\"Websites!\"}").expectStatus().isOk();
        patch(id, "{\"openingHours\":\"매일 11시\"}").expectStatus().isBadRequest();
        patch(id, "{\"website\":\"www.b.kr\"}").expectStatus().isBadRequest();
        patch(id, "{\"category\":\"gone too\"}").expectStatus().isBadRequest();
        patch(id, "{\"timeZone\":\"Mars/Base\"}").expectStatus().isBadRequest();
        patch(id, "{\"website\":null,\"openingHours\":\"Mo-Su 10:00-22:00\",\"category\":\"cafe\"}")
                .expectStatus()
                .isOk();

        JsonNode place = api.json("/" + id);
        assertThat(place.path("name").asString()).isEqualTo("Websites!");
        assertThat(place.path("openingHours").asString()).isEqualTo("Mo-Su 10:00-22:00");
        assertThat(place.has("website")).isFalse();
    }

    private WebTestClient.ResponseSpec patch(String id, String patch) {
        return api.send(HttpMethod.PATCH, TestTokens.moderator(UUID.randomUUID()), patch, "/" + id);
    }

    @Test
    void batchesEndWhenTheyAreLarge() throws IOException {
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            names.put("%c%c".formatted('a' + i / 26, 'a' + i % 26), "긴이름".repeat(66));
        }
        List<IncomingBatch> read = new ArrayList<>();
        try (BatchReader reader = new BatchReader(places(200, names), batches)) {
            for (IncomingBatch batch = reader.next(); batch != null; batch = reader.next()) {
                read.add(batch);
            }
        }

        assertThat(read.stream().mapToInt(IncomingBatch::count).sum()).isEqualTo(200);
        assertThat(read)
                .hasSizeGreaterThan(1)
                .allMatch(batch -> batch.rows().remaining() < 5 << 20);
    }

    private static RecordReader places(int count, Map<String, String> names) {
        AtomicInteger next = new AtomicInteger();
        return new RecordReader() {
            @Override
            public @Nullable Parsed next() {
                int number = next.getAndIncrement();
                return number < count ? named("large:" + number, names) : null;
            }

            @Override
            public void close() {}
        };
    }

    private static Parsed named(String source, Map<String, String> names) {
        return new Parsed.Usable(
                source,
                new PlaceContent(
                        source,
                        names,
                        List.of(),
                        "cafe",
                        new Coordinates(1, 1),
                        null,
                        null,
                        null,
                        null,
                        "UTC",
                        PlaceStatus.OPEN));
    }

    @Test
    void anUploadIsDeletedOnceNobodyWillReadItAnyMore() {
        UUID dead = UUID.randomUUID();
        Path left =
                imports.insert(
                                dead,
                                new ImportRequest(
                                        dead, ImportFormat.CSV, false, false, "csv", 0, null))
                        .then(files.create(dead))
                        .block(LIMIT);
        Path ofAnotherDatabase = files.create(UUID.randomUUID()).block(LIMIT);

        api.imported("format=csv", bytes(HEADER + "u,Upload,,,cafe,8,8,,,,\n"));

        assertThat(left).doesNotExist();
        assertThat(ofAnotherDatabase).exists();
        files.delete(Objects.requireNonNull(ofAnotherDatabase)).block(LIMIT);
    }

    @Test
    void progressIsToldWithIds() {
        JsonNode accepted =
                PlaceApi.body(
                        api.upload("format=csv", bytes(HEADER + "s,Stream,,,cafe,9,9,,,,\n"))
                                .expectStatus()
                                .isAccepted());

        List<ServerSentEvent<JsonNode>> told =
                client.get()
                        .uri(
                                "/api/v1/places/imports/{id}/stream",
                                accepted.path("importId").asString())
                        .header("Authorization", "Bearer " + TestTokens.admin(UUID.randomUUID()))
                        .accept(MediaType.TEXT_EVENT_STREAM)
                        .exchange()
                        .returnResult(
                                new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
                        .getResponseBody()
                        .filter(event -> "progress".equals(event.event()))
                        .collectList()
                        .block(LIMIT);

        assertThat(told).isNotEmpty().allMatch(event -> event.id() != null);
        assertThat(Objects.requireNonNull(told).getLast().id()).isEqualTo("completed-1");
    }

    @Test
    void onlyAdministratorsImport() {
        String user = TestTokens.user(UUID.randomUUID());
        api.send(HttpMethod.POST, user, "{}", "/imports?format=csv").expectStatus().isForbidden();
        assertThat(
                        PlaceApi.body(
                                        api.upload("format=shapefile", new byte[0])
                                                .expectStatus()
                                                .isBadRequest())
                                .path("errors")
                                .path(0)
                                .path("field")
                                .asString())
                .isEqualTo("format");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
