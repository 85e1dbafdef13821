package io.maltan.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class EventTailIntegrationTests {

    private final Town town = Town.with("batch", "8");
    private final RedisEventTail tail = town.tail();

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void replaysAndGoesOnWithoutGapOrDouble() {
        town.relay(Steps.UNWATCHED);
        Mono<Void> publishing = changes(150);
        Flux<List<Integer>> watchers =
                Flux.interval(Duration.ofMillis(20))
                        .take(10)
                        .flatMap(watcher -> numbersAfter("0-0").take(150).collectList(), 10);
        Mono.when(publishing, watchers.doOnNext(EventTailIntegrationTests::assertComplete))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    private static void assertComplete(List<Integer> numbers) {
        assertThat(numbers).isEqualTo(IntStream.rangeClosed(1, 150).boxed().toList());
    }

    @Test
    void readsAgainWhatASlowSubscriberCouldNotTake() {
        town.relay(Steps.UNWATCHED);
        Flux<Integer> slow =
                numbersAfter("0-0")
                        .concatMap(
                                number -> Mono.delay(Duration.ofMillis(2)).thenReturn(number), 1);
        Mono.zip(slow.take(150).collectList(), changes(150).thenReturn(true))
                .map(both -> both.getT1())
                .as(StepVerifier::create)
                .assertNext(EventTailIntegrationTests::assertComplete)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    @Test
    void beginsLiveWithWhatIsNew() {
        town.relay(Steps.UNWATCHED);
        Town.await(changes(5));
        Town.until(town.length().map(length -> length == 5));
        Town.await(tail.live(Town.STREAM).take(Duration.ofMillis(100)).then());
        Mono<List<Integer>> seen = tail.live(Town.STREAM).map(this::number).take(3).collectList();
        Mono.zip(seen, Mono.delay(Duration.ofMillis(100)).then(changes(3)).thenReturn(true))
                .map(both -> both.getT1())
                .as(StepVerifier::create)
                .expectNext(List.of(6, 7, 8))
                .expectComplete()
                .verify(Town.LIMIT);
    }

    @Test
    void goesOnWhenRedisHasLostItsData() {
        town.relay(Steps.UNWATCHED);
        Mono<Void> flushed = town.link.call(commands -> commands.flushdb()).then();
        Mono<Void> story =
                changes(50).then(flushed).then(changes(50)).then(flushed).then(changes(50));
        Mono.zip(numbersAfter("0-0").take(150).collectList(), story.thenReturn(true))
                .map(both -> both.getT1())
                .as(StepVerifier::create)
                .assertNext(EventTailIntegrationTests::assertComplete)
                .expectComplete()
                .verify(Town.LIMIT);
    }

    @Test
    void tellsWhoFollowsOfEventsThatWereRemovedBeforeTheyWereRead() {
        town.relay(Steps.UNWATCHED);
        Town.await(changes(1));

        numbersAfter("0-0")
                .as(StepVerifier::create)
                .expectNext(1)
                .then(this::appendTenAndRemoveNineOfThem)
                .expectError(TailGap.class)
                .verify(Town.LIMIT);
        numbersAfter(Town.get(tail.position(Town.STREAM)))
                .as(StepVerifier::create)
                .then(() -> append("return 1"))
                .expectNext(1)
                .thenCancel()
                .verify(Town.LIMIT);
    }

    /** At once, as it looks to a reader that was cut off meanwhile. */
    private void appendTenAndRemoveNineOfThem() {
        append(
                """
                local removed
                for _ = 1, 9 do
                  removed = last
                  last = redis.call('XADD', KEYS[1], '*', unpack(model))
                end
                redis.call('SET', KEYS[2], removed)
                return redis.call('XTRIM', KEYS[1], 'MINID', last)
                """);
    }

    /** Appends an event like the last. */
    private void append(String andThen) {
        String script =
                """
                local model = redis.call('XREVRANGE', KEYS[1], '+', '-', 'COUNT', 1)[1][2]
                local last = redis.call('XADD', KEYS[1], '*', unpack(model))
                """
                        + andThen;
        Town.await(
                town.link.script(
                        script, List.of(Town.STREAM, Keys.trimmed(Town.STREAM)), List.of()));
    }

    private Mono<Void> changes(int count) {
        return Flux.range(0, count).concatMap(number -> town.change("mill")).then();
    }

    private Flux<Integer> numbersAfter(String position) {
        return tail.after(Town.STREAM, position).map(this::number);
    }

    private int number(StreamedEvent event) {
        return town.json.read(event.event(), Town.Change.class).number();
    }
}
