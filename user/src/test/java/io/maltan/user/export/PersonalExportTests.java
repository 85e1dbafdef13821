package io.maltan.user.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.person.PersonalData;
import io.maltan.platform.security.InternalCalls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.reactivestreams.Publisher;
import org.springframework.beans.BeanUtils;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

class PersonalExportTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final UUID MINJI = UUID.fromString("018f0000-0000-7000-8000-000000000001");

    private final List<DisposableServer> servers = new ArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(DisposableServer::disposeNow);
    }

    @Test
    void joinsWhatAllServicesHold() {
        PersonalExport export =
                exportFrom(document("place"), document("recommendation"), document("community"));

        export.document(MINJI)
                .map(PersonalExportTests::toText)
                .collect(java.util.stream.Collectors.joining())
                .as(StepVerifier::create)
                .assertNext(text ->
                        assertThat(new JsonMapper().readTree(text))
                                .isEqualTo(
                                        new JsonMapper()
                                                .readTree(
                                                        """
                                                        {"user": {"notes": [{"text": "one"}, {"text": "\\"two\\""}], "nothing": []},
                                                         "place": {"of": "place"},
                                                         "recommendation": {"of": "recommendation"},
                                                         "community": {"of": "community"}}
                                                        """)))
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void refusesBeforeTheFirstByteWhileAServiceIsAway() {
        DisposableServer gone = server((request, response) -> response.send());
        gone.disposeNow();

        unavailable(exportWithPlaceAt(gone));
    }

    @Test
    void refusesBeforeTheFirstByteWhereAServiceHangs() {
        unavailable(exportFrom((request, response) -> Mono.never(), document("b"), document("c")));
    }

    @Test
    void refusesBeforeTheFirstByteWhereAServiceFails() {
        unavailable(
                exportFrom(
                        document("a"),
                        (request, response) -> response.status(500).send(),
                        document("c")));
    }

    private static void unavailable(PersonalExport export) {
        export.document(MINJI)
                .as(StepVerifier::create)
                .expectError(ExportUnavailable.class)
                .verify(LIMIT);
    }

    @Test
    void halfADocumentDoesNotPassForAWholeOne() {
        PersonalExport export =
                exportFrom(
                        document("a"),
                        (request, response) ->
                                response.sendString(
                                        Flux.just("{\"half\":")
                                                .concatWith(
                                                        Mono.error(
                                                                new IllegalStateException(
                                                                        "broken off")))),
                        document("c"));

        export.document(MINJI)
                .map(PersonalExportTests::toText)
                .reduce(String::concat)
                .as(StepVerifier::create)
                .expectErrorSatisfies(
                        error -> assertThat(error).isNotInstanceOf(ExportUnavailable.class))
                .verify(LIMIT);
    }

    @Test
    void passesOnNoMoreThanIsAskedFor() {
        AtomicLong written = new AtomicLong();
        String piece = "\"" + "x".repeat(10_000) + "\",";
        PersonalExport export =
                exportFrom(
                        (request, response) ->
                                response.sendString(
                                        Flux.range(0, 100_000)
                                                .map(i -> piece)
                                                .doOnNext(sent -> written.incrementAndGet())),
                        document("b"),
                        document("c"));

        StepVerifier.create(export.document(MINJI).map(PersonalExportTests::toText), 20)
                .expectNextCount(20)
                .thenCancel()
                .verify(LIMIT);

        assertThat(written).hasValueLessThan(100_000);
    }

    @Test
    void onlySomeAreWrittenAtOnce() {
        PersonalExport export = exportFrom(document("a"), document("b"), document("c"));

        StepVerifier.create(export.document(MINJI), 1)
                .expectNextCount(1)
                .then(() -> unavailable(export))
                .thenCancel()
                .verify(LIMIT);
        export.document(MINJI)
                .doOnNext(DataBufferUtils::release)
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);
    }

    private interface Answer {
        Publisher<Void> to(HttpServerRequest request, HttpServerResponse response);
    }

    private static Answer document(String service) {
        return (request, response) -> {
            boolean known = "secret".equals(request.requestHeaders().get(InternalCalls.HEADER));
            boolean asked = request.uri().equals("/internal/people/" + MINJI + "/export");
            return known && asked
                    ? response.sendString(Mono.just("{\"of\":\"" + service + "\"}"))
                    : response.sendNotFound();
        };
    }

    private PersonalExport exportFrom(Answer place, Answer recommendation, Answer community) {
        return export(server(place), server(recommendation), server(community));
    }

    private PersonalExport exportWithPlaceAt(DisposableServer place) {
        return export(place, server(document("b")), server(document("c")));
    }

    private static PersonalExport export(
            DisposableServer place, DisposableServer recommendation, DisposableServer community) {
        return new PersonalExport(
                new OwnData(List.of(notes(), nothing()), new JsonMapper()),
                WebClient.builder(),
                new ServiceUris(uri(place), uri(recommendation), uri(community)),
                internalCalls(),
                new ExportSettings(1, Duration.ofSeconds(2), Duration.ofSeconds(10)));
    }

    private DisposableServer server(Answer answer) {
        DisposableServer server =
                HttpServer.create().host("localhost").port(0).handle(answer::to).bindNow(LIMIT);
        servers.add(server);
        return server;
    }

    private static java.net.URI uri(DisposableServer server) {
        return java.net.URI.create("http://localhost:" + server.port());
    }

    private static InternalCalls internalCalls() {
        try {
            return BeanUtils.instantiateClass(
                    InternalCalls.class.getDeclaredConstructor(String.class), "secret");
        } catch (NoSuchMethodException e) {
            throw new AssertionError(e);
        }
    }

    private static PersonalData notes() {
        return data("notes", Flux.just(new Note("one"), new Note("\"two\"")));
    }

    private static PersonalData nothing() {
        return data("nothing", Flux.empty());
    }

    private static PersonalData data(String section, Flux<Note> notes) {
        return new PersonalData() {
            @Override
            public String section() {
                return section;
            }

            @Override
            public Flux<?> export(UUID person) {
                return notes;
            }

            @Override
            public Mono<Void> erase(UUID person) {
                return Mono.empty();
            }
        };
    }

    record Note(String text) {}

    private static String toText(DataBuffer buffer) {
        String text = buffer.toString(StandardCharsets.UTF_8);
        DataBufferUtils.release(buffer);
        return text;
    }
}
