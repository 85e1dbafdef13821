package io.maltan.recommendation.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventTail;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.StreamedEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

class FeedbackTailTests {

    private static final UUID ME = UUID.randomUUID();
    private static final UUID PLACE = UUID.randomUUID();
    private static final UUID ANOTHER_REPLICA = UUID.randomUUID();
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private final JsonMapper mapper = JsonMapper.builder().build();
    private final Heard heard = new Heard();
    private final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    private final FeedbackAnnouncements announcements =
            new FeedbackAnnouncements(beans.getBeanProvider(FeedbackListener.class));
    private final Sinks.Many<StreamedEvent> stream = Sinks.many().unicast().onBackpressureBuffer();
    private final FeedbackTail tail =
            new FeedbackTail(
                    new Tail(stream.asFlux()),
                    new EventJson(mapper),
                    announcements,
                    Clock.fixed(AT, ZoneOffset.UTC));

    @BeforeEach
    void follows() {
        beans.addBean("heard", heard);
        tail.start();
    }

    @AfterEach
    void stops() {
        tail.stop();
    }

    private static Feedback like() {
        return new Feedback(UUID.randomUUID(), ME, FeedbackType.LIKE, PLACE, AT, null, null);
    }

    private static List<VisitChange> oneMore() {
        return List.of(new VisitChange(PLACE, AT, 1));
    }

    private void publish(UUID id, NewEvent event) {
        publish(id, event, AT);
    }

    private void publish(UUID id, NewEvent event, Instant at) {
        Event published =
                new Event(
                        id,
                        "recommendation",
                        event.type(),
                        event.subject(),
                        at,
                        null,
                        mapper.valueToTree(event.data()));
        stream.tryEmitNext(new StreamedEvent("1-1", published)).orThrow();
    }

    @Test
    void whatThisReplicaTookInIsPassedOverWheneverItComesBy() {
        List<Feedback> given = List.of(like());
        publish(UUID.randomUUID(), FeedbackEvents.given(announcements.replica(), given, oneMore()));
        publish(
                UUID.randomUUID(),
                FeedbackEvents.withdrawn(announcements.replica(), given, oneMore()));
        publish(
                UUID.randomUUID(),
                FeedbackEvents.visitsChanged(announcements.replica(), oneMore()));
        assertThat(heard.told).isEmpty();
        assertThat(heard.people).isZero();
    }

    @Test
    void whatAnotherReplicaTookInIsHeardTogetherAndOnce() {
        List<Feedback> given = List.of(like(), like(), like());
        UUID id = UUID.randomUUID();
        publish(id, FeedbackEvents.given(ANOTHER_REPLICA, given, oneMore()));
        publish(id, FeedbackEvents.given(ANOTHER_REPLICA, given, oneMore()));
        assertThat(heard.told).containsExactly(given);
        assertThat(heard.people).isOne();
    }

    @Test
    void whatIsGivenOnceMoreIsHeardOnceMore() {
        List<Feedback> given = List.of(like());
        publish(UUID.randomUUID(), FeedbackEvents.given(ANOTHER_REPLICA, given, List.of()));
        publish(UUID.randomUUID(), FeedbackEvents.withdrawn(ANOTHER_REPLICA, given, List.of()));
        publish(UUID.randomUUID(), FeedbackEvents.given(ANOTHER_REPLICA, given, List.of()));
        assertThat(heard.told).containsExactly(given, List.of(), given);
    }

    @Test
    void whatIsPublishedOnceMoreFromBeforeTheStartIsInTheRowsAlready() {
        NewEvent given = FeedbackEvents.given(ANOTHER_REPLICA, List.of(like()), oneMore());
        publish(UUID.randomUUID(), given, AT.minus(Duration.ofHours(2)));
        assertThat(heard.told).isEmpty();
        assertThat(heard.people).isZero();
    }

    /** Notes what was given at once; for a withdrawal, nothing. */
    private static final class Heard implements FeedbackListener {

        private final List<List<Feedback>> told = new ArrayList<>();
        private int people;

        @Override
        public void given(UUID userId, List<Feedback> feedback) {
            told.add(feedback);
        }

        @Override
        public void withdrawn(UUID userId, List<Feedback> feedback) {
            told.add(List.of());
        }

        @Override
        public void counted(UUID placeId, Instant at, int more) {
            people += more;
        }
    }

    private record Tail(Flux<StreamedEvent> events) implements EventTail {

        @Override
        public Flux<StreamedEvent> live(String name) {
            return events;
        }

        @Override
        public Flux<StreamedEvent> after(String name, String position) {
            return events;
        }

        @Override
        public Mono<String> position(String name) {
            return Mono.just("0-0");
        }

        @Override
        public Mono<Boolean> retains(String name, String position) {
            return Mono.just(true);
        }
    }
}
