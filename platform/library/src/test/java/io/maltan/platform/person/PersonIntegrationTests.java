package io.maltan.platform.person;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.EventTail;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.events.StreamedEvent;
import io.maltan.platform.testing.MaltanServiceTest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.reactive.server.WebTestClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MaltanServiceTest(service = "notes")
@TestPropertySource(
        properties = {
            "spring.application.name=notes",
            "maltan.events.stream=" + EventStreams.USER,
            "maltan.events.poll=50ms",
            "maltan.erasure.interval=50ms",
            "maltan.erasure.settled=1s",
        })
class PersonIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    record Note(String text) {}

    record Written(UUID authorId, String text) {}

    /** A service that keeps notes, and knows of drawings that there are none. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class NotesService {

        @Bean
        PersonalData notes(DatabaseClient database) {
            return new PersonalData() {
                @Override
                public String section() {
                    return "notes";
                }

                @Override
                public Flux<?> export(UUID person) {
                    return database.sql(
                                    "select text from note where author = :author order by text")
                            .bind("author", person)
                            .mapValue(String.class)
                            .all()
                            .map(Note::new);
                }

                @Override
                public Mono<Void> erase(UUID person) {
                    return database.sql("delete from note where author = :author")
                            .bind("author", person)
                            .then();
                }
            };
        }

        @Bean
        PersonalData drawings() {
            return new PersonalData() {
                @Override
                public String section() {
                    return "drawings";
                }

                @Override
                public Flux<?> export(UUID person) {
                    return Flux.empty();
                }

                @Override
                public Mono<Void> erase(UUID person) {
                    return Mono.empty();
                }
            };
        }
    }

    private final WebTestClient client;
    private final DatabaseClient database;
    private final Outbox outbox;
    private final EventTail tail;
    private final ErasedPeople erased;

    PersonIntegrationTests(
            @Autowired WebTestClient client,
            @Autowired DatabaseClient database,
            @Autowired Outbox outbox,
            @Autowired EventTail tail,
            @Autowired ErasedPeople erased) {
        this.client = client;
        this.database = database;
        this.outbox = outbox;
        this.tail = tail;
        this.erased = erased;
        run(database.sql("create table if not exists note (author uuid, text text)").then());
    }

    @Test
    void exportsEveryFeatureInOneDocument() {
        UUID author = UUID.randomUUID();
        write(author, "one \"quoted\"");
        write(author, "two");
        write(UUID.randomUUID(), "another's");

        client.get()
                .uri("/internal/people/{id}/export", author)
                .header("X-Maltan-Internal", "test-internal-secret")
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .json(
                        """
                        {"notes": [{"text": "one \\"quoted\\""}, {"text": "two"}], "drawings": []}
                        """);
    }

    @Test
    void showsAnExportToServicesAlone() {
        client.get()
                .uri("/internal/people/{id}/export", UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound();
    }

    @Test
    void erasesEveryFeatureAndAnswersOnce() {
        UUID author = UUID.randomUUID();
        UUID erasure = UUID.randomUUID();
        write(author, "secret");

        request(erasure, author);

        eventually(answers(erasure), answers -> answers.equals(List.of("notes")));
        assertThat(run(notes(author))).isZero();
        assertThat(run(erased.contains(author))).isTrue();
        assertThat(run(erased.contains(UUID.randomUUID()))).isFalse();
    }

    @Test
    void answersAgainWhenAskedAgain() {
        UUID author = UUID.randomUUID();
        UUID erasure = UUID.randomUUID();

        request(erasure, author);
        request(erasure, author);

        eventually(answers(erasure), answers -> answers.equals(List.of("notes", "notes")));
    }

    @Test
    void removesThePersonFromPastEvents() {
        UUID author = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        tell(author, "secret");
        tell(other, "not a secret");

        request(UUID.randomUUID(), author);

        eventually(mentions(author), List::isEmpty);
        assertThat(run(mentions(other))).hasSize(2);
    }

    @Test
    void removesWhatATokenThatWasStillValidHasWrittenAfterwards() {
        UUID author = UUID.randomUUID();
        UUID erasure = UUID.randomUUID();
        request(erasure, author);
        eventually(answers(erasure), answers -> !answers.isEmpty());

        write(author, "late");
        tell(author, "late");

        eventually(notes(author), notes -> notes == 0);
        eventually(mentions(author), List::isEmpty);
    }

    private void write(UUID author, String text) {
        run(
                database.sql("insert into note values (:author, :text)")
                        .bind("author", author)
                        .bind("text", text)
                        .then());
    }

    private void tell(UUID author, String text) {
        run(outbox.append(new NewEvent("note.written", "note", new Written(author, text))));
    }

    private void request(UUID erasure, UUID person) {
        run(
                outbox.append(
                        new NewEvent(
                                ErasureHandler.REQUESTED,
                                person.toString(),
                                new ErasureHandler.Request(erasure, person))));
    }

    private Mono<Long> notes(UUID author) {
        return database.sql("select count(*) from note where author = :author")
                .bind("author", author)
                .mapValue(Long.class)
                .one();
    }

    private Mono<List<String>> answers(UUID erasure) {
        return database.sql(
                        """
                        select data->>'service' from outbox
                         where type = 'user.erased' and data->>'erasureId' = :erasure
                        """)
                .bind("erasure", erasure.toString())
                .mapValue(String.class)
                .all()
                .collectList();
    }

    /** Where a person is still named, in the outbox and in Redis, except for the erasure itself. */
    private Mono<List<String>> mentions(UUID person) {
        Flux<String> rows =
                database.sql(
                                """
                                select type || data from outbox
                                 where data::text like '%' || :person || '%' and type = 'note.written'
                                """)
                        .bind("person", person.toString())
                        .mapValue(String.class)
                        .all();
        Flux<String> entries =
                tail.after(EventStreams.USER, "0-0")
                        .take(Duration.ofMillis(300))
                        .map(StreamedEvent::event)
                        .filter(event -> event.type().equals("note.written"))
                        .map(event -> event.data().toString())
                        .filter(data -> data.contains(person.toString()));
        return Flux.concat(rows, entries).collectList();
    }

    private static <T> void eventually(
            Mono<T> reading, java.util.function.Predicate<T> expectation) {
        reading.repeatWhen(again -> again.delayElements(Duration.ofMillis(50)))
                .filter(expectation)
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    private static <T> @Nullable T run(Mono<T> mono) {
        return mono.block(LIMIT);
    }
}
