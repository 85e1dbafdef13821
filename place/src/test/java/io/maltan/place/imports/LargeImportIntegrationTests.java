package io.maltan.place.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.place.PlaceApi;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.platform.testing.TestTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import tools.jackson.databind.JsonNode;

/** Imports that put a new table in the place of the old one. */
@MaltanServiceTest(service = "place")
class LargeImportIntegrationTests {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int COLUMNS = 150;
    private static final String HEADER = "id,name,category,lat,lon\n";

    private static final String SHAPE =
            """
            select pg_get_indexdef(indexrelid) as shape from pg_index where indrelid = 'place'::regclass
            union all
            select conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid)
              from pg_constraint where confrelid = 'place'::regclass or conrelid = 'place'::regclass
            union all
            select concat_ws(' ', attname, atttypid::regtype, attstattarget, attnotnull, attgenerated,
                   (select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = attrelid and adnum = attnum))
              from pg_attribute
             where attrelid = 'place'::regclass and attnum > 0 and not attisdropped
             order by 1
            """;

    @Autowired private WebTestClient client;
    @Autowired private DatabaseClient database;
    @Autowired private TransactionalOperator transactional;
    @Autowired private R2dbcIncoming incoming;
    @Autowired private R2dbcPlaceAnew anew;
    @Autowired private Settling settling;

    private PlaceApi api;

    @BeforeEach
    void connect() {
        api = new PlaceApi(client);
    }

    private static byte[] many(int count, String name) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < count; i++) {
            csv.append(line(i, name, 30));
        }
        return bytes(csv.toString());
    }

    private static String line(int number, String name, int from) {
        int column = number % COLUMNS;
        int row = number / COLUMNS;
        return "%d,%s %d,cafe,%.4f,%.4f\n"
                .formatted(number, name, number, from + column * 0.0031, from + row * 0.0037);
    }

    @Test
    void manyPlacesAreWrittenAnewAndNothingElseIsLost() {
        int count = (int) PlaceMerge.MANY + 1;
        api.imported("format=csv&dataset=old", bytes(HEADER + "1,Oldtimer,cafe,11.5,11.5\n"));
        String old = idOf("oldtimer");
        String user = TestTokens.user(UUID.randomUUID());
        api.send(HttpMethod.POST, user, "{\"rating\": 4}", "/" + old + "/reviews")
                .expectStatus()
                .isCreated();
        List<String> shape = texts(SHAPE);
        String table = text("select 'place'::regclass::oid::text as text");

        AtomicReference<JsonNode> imported = new AtomicReference<>();
        eventsOfABoxElsewhere()
                .as(StepVerifier::create)
                .expectSubscription()
                .thenAwait(Duration.ofMillis(300))
                .then(() ->
                        imported.set(api.imported("format=csv&dataset=large", many(count, "Mass"))))
                .expectNext("reset")
                .thenCancel()
                .verify(LIMIT);

        JsonNode report = imported.get();
        assertThat(report.path("status").asString()).isEqualTo("completed");
        assertThat(report.path("created").asInt()).isEqualTo(count);
        assertThat(report.path("read").asInt()).isEqualTo(count);
        assertThat(text("select 'place'::regclass::oid::text as text")).isNotEqualTo(table);
        assertThat(texts(SHAPE)).isEqualTo(shape);
        assertThat(idOf("oldtimer")).isEqualTo(old);
        assertThat(api.json("/" + old).path("rating").path("count").asInt()).isOne();
        assertThat(idOf("Mass 12345")).isNotEmpty();
        assertThat(text("select count(*)::text as text from outbox where type = 'places.imported'"))
                .isEqualTo("1");
        assertThat(
                        text(
                                "select count(*)::text as text from outbox where data ->> 'name' like 'Mass %'"))
                .isEqualTo("0");
        api.send(HttpMethod.POST, user, "{\"rating\": 2}", "/" + idOf("Mass 7") + "/reviews")
                .expectStatus()
                .isCreated();

        JsonNode again = api.imported("format=csv&dataset=large&full=true", many(count, "Mass"));

        assertThat(again.path("unchanged").asInt()).isEqualTo(count);
        assertThat(again.path("created").asInt()).isZero();
        assertThat(again.path("vanished").asInt()).isZero();
        api.imported("format=csv&dataset=large&full=true", many(1, "Mass"));
        assertThat(text("select count(*)::text as text from place where vanished_at is not null"))
                .isEqualTo(Integer.toString(count - 1));
    }

    private Flux<String> eventsOfABoxElsewhere() {
        return client.get()
                .uri("/api/v1/places/stream?bbox=60,60,61,61")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .exchange()
                .returnResult(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {})
                .getResponseBody()
                .mapNotNull(ServerSentEvent::event);
    }

    @Test
    void whatIsEditedWhileTheNewTableIsMadeIsKept() {
        api.imported(
                "format=csv&dataset=meanwhile",
                bytes(HEADER + "1,Edited,cafe,12,12\n2,Removed,cafe,12.1,12\n"));
        String edited = idOf("edited");
        String removed = idOf("removed");

        incoming.begin()
                .then(Mono.defer(anew::part))
                .as(transactional::transactional)
                .then(Mono.defer(anew::build))
                .then(
                        Mono.<Void>fromRunnable(() -> change(edited, removed))
                                .subscribeOn(Schedulers.boundedElastic()))
                .then(anew.swap().as(transactional::transactional))
                .then(settling.settle())
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);

        assertThat(api.json("/" + edited).path("name").asString()).isEqualTo("Edited meanwhile");
        api.get("/" + removed).expectStatus().isNotFound();
        assertThat(idOf("edited meanwhile")).isEqualTo(edited);
        assertThat(idOf("created meanwhile")).isNotEmpty();
        assertThat(text("select count(*)::text as text from pg_constraint where not convalidated"))
                .isEqualTo("0");
    }

    private void change(String edited, String removed) {
        String moderator = TestTokens.moderator(UUID.randomUUID());
        api.send(HttpMethod.PATCH, moderator, "{\"name\":\"Edited meanwhile\"}", "/" + edited)
                .expectStatus()
                .isOk();
        api.send(HttpMethod.DELETE, moderator, "", "/" + removed).expectStatus().isNoContent();
        api.send(
                        HttpMethod.POST,
                        moderator,
                        "{\"name\":\"Created meanwhile\",\"category\":\"cafe\",\"lat\":12.2,\"lon\":12}",
                        "")
                .expectStatus()
                .isCreated();
    }

    /** Of which each split off a page of the index once. */
    @Test
    void placesInAStraightLineFillPages() {
        int count = 2_000;
        int before = pagesOfPositions();
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < count; i++) {
            csv.append("%d,Milestone,cafe,%.6f,%.6f\n".formatted(i, 50 + i * 1e-5, 8 + i * 1e-5));
        }

        JsonNode report = api.imported("format=csv&dataset=line", bytes(csv.toString()));

        assertThat(report.path("created").asInt()).isEqualTo(count);
        assertThat(pagesOfPositions() - before).isLessThan(count / 20);
    }

    private int pagesOfPositions() {
        return Integer.parseInt(
                text("select (pg_relation_size('place_position') / 8192)::text as text"));
    }

    @Test
    void manyAreLinkedAsFewAre() {
        api.imported(
                "format=csv&dataset=guide",
                bytes(
                        HEADER
                                + "1,Corner House,cafe,13.0,13\n2,Far House,cafe,13.2,13\n"
                                + "3,Pole House,cafe,89.9995,-170\n4,Date Line,cafe,-13,179.9999\n"
                                + "5,스타벅스,cafe,13.4,13\n6,Meeting Room 1,cafe,13.6,13\n"));
        StringBuilder csv = new StringBuilder(HEADER);
        csv.append("a,Corner House,cafe,13.0005,13\nb,Far House,cafe,13.202,13\n");
        csv.append("c,Pole House,cafe,89.9997,10\nd,Date Line,cafe,-13,-179.9999\n");
        csv.append("e,Starbucks,cafe,13.4002,13\nf,Meeting Room 2,cafe,13.6002,13\n");
        for (int i = 0; i < 2_100; i++) {
            csv.append(line(i, "Lonely", 40));
        }

        JsonNode dry = api.imported("format=csv&dataset=map&dryRun=true", bytes(csv.toString()));
        JsonNode report = api.imported("format=csv&dataset=map", bytes(csv.toString()));

        assertThat(report.path("created").asInt()).isEqualTo(2_106);
        assertThat(report.path("linked").asInt()).isEqualTo(4);
        assertThat(dry.path("linked").asInt()).isEqualTo(4);
        assertThat(dry.path("created").asInt()).isEqualTo(2_106);
        assertThat(
                        texts(
                                """
                                select fresh.source || ' ' || other.source as shape
                                  from place as fresh join place as other on other.id = fresh.same_as
                                 where fresh.source like 'map:%' order by 1
                                """))
                .containsExactly(
                        "map:a guide:1", "map:c guide:3", "map:d guide:4", "map:e guide:5");
    }

    /** Of whom not all can be compared with all. */
    @Test
    void inACrowdTheLikesAreFound() {
        StringBuilder guide = new StringBuilder(HEADER);
        StringBuilder map = new StringBuilder(HEADER);
        for (int i = 0; i < 700; i++) {
            double lat = i == 123 ? 14 : 14.0003;
            guide.append("%d,%s,cafe,%.4f,14\n".formatted(i, crowdName(i), lat));
        }
        for (int i = 0; i < 2_100; i++) {
            map.append("%d,%s,cafe,14.0005,14\n".formatted(i, crowdName(i % 400 + 10_000)));
        }
        map.append("one,%s,cafe,14.0,14\n".formatted(crowdName(123)));
        api.imported("format=csv&dataset=crowdguide", bytes(guide.toString()));

        JsonNode report = api.imported("format=csv&dataset=crowdmap", bytes(map.toString()));

        assertThat(report.path("created").asInt()).isEqualTo(2_101);
        assertThat(
                        texts(
                                """
                                select other.name as shape
                                  from place as fresh join place as other on other.id = fresh.same_as
                                 where fresh.source = 'crowdmap:one'
                                """))
                .containsExactly(crowdName(123));
    }

    /** Names that are not like one another. */
    private static String crowdName(int number) {
        return new UUID(number * 0x9E3779B97F4A7C15L, number * 0xC2B2AE3D27D4EB4FL)
                .toString()
                .replace("-", "");
    }

    private String idOf(String name) {
        return api.json("/search?q={q}", name).path("items").path(0).path("id").asString("");
    }

    private List<String> texts(String sql) {
        return Objects.requireNonNull(
                database.sql(sql)
                        .map(row -> String.valueOf(row.get(0, String.class)))
                        .all()
                        .collectList()
                        .block(LIMIT));
    }

    private String text(String sql) {
        return texts(sql).getFirst();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
