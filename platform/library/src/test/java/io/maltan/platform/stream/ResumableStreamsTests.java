package io.maltan.platform.stream;

import io.maltan.platform.events.Event;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class ResumableStreamsTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    private final TailOfMemory tail = new TailOfMemory();

    @Test
    void beginsWithAMarkAndWhatIsNew() {
        tail.publish("seen");
        open(null)
                .as(StepVerifier::create)
                .expectNext(StreamMessage.mark("1-0"))
                .then(() -> tail.publish("seen"))
                .expectNext(message("2-0"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void goesOnAfterTheLastEventId() {
        for (int number = 0; number < 4; number++) {
            tail.publish("seen");
        }
        open("2-0")
                .as(StepVerifier::create)
                .expectNext(message("3-0"), message("4-0"))
                .then(() -> tail.publish("seen"))
                .expectNext(message("5-0"))
                .thenCancel()
                .verify(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-0", "6-0", "nonsense", ""})
    void resetsWhereEventsAreMissing(String lastEventId) {
        for (int number = 0; number < 5; number++) {
            tail.publish("seen");
        }
        tail.forgetUpTo(3);
        open(lastEventId)
                .as(StepVerifier::create)
                .expectNext(new StreamMessage("5-0", "reset", Map.of()))
                .then(() -> tail.publish("seen"))
                .expectNext(message("6-0"))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void showsOnlyWhatTheWatcherSees() {
        tail.publish("unseen");
        tail.publish("seen");
        tail.publish("unseen");
        open("0-0", Duration.ofHours(1))
                .as(StepVerifier::create)
                .expectNext(message("2-0"))
                .expectNoEvent(Duration.ofMillis(50))
                .thenCancel()
                .verify(LIMIT);
    }

    @Test
    void marksHowFarAWatcherHasComeThatSeesNothing() {
        tail.publish("unseen");
        tail.publish("seen");
        tail.publish("unseen");
        open("0-0", Duration.ZERO)
                .as(StepVerifier::create)
                .expectNext(StreamMessage.mark("1-0"), message("2-0"), StreamMessage.mark("3-0"))
                .thenCancel()
                .verify(LIMIT);
    }

    private Flux<StreamMessage> open(@Nullable String lastEventId) {
        return open(lastEventId, Duration.ofHours(1));
    }

    private Flux<StreamMessage> open(@Nullable String lastEventId, Duration markEvery) {
        return new ResumableStreams(tail, markEvery)
                .from("events:place", lastEventId, ResumableStreamsTests::project);
    }

    private static Mono<StreamMessage> project(Event event) {
        return event.type().equals("seen")
                ? Mono.just(StreamMessage.of("happened", event.data().intValue()))
                : Mono.empty();
    }

    private static StreamMessage message(String position) {
        int number = Integer.parseInt(position.substring(0, position.indexOf('-')));
        return new StreamMessage(position, "happened", number);
    }
}
