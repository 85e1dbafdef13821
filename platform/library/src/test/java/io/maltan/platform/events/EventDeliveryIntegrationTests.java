package io.maltan.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestRedis;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import redis.embedded.RedisServer;

class EventDeliveryIntegrationTests {

    private final Town town = Town.with();

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void deliversInOrder() {
        town.relay(Steps.UNWATCHED);
        town.consumers(Steps.UNWATCHED, town.handler());
        Town.await(changes("mill", 100));
        assertThat(numbers(town.awaitEffects(100))).isEqualTo(oneTo(100));
    }

    @Test
    void publishesNothingOfWhatIsRolledBack() {
        town.relay(Steps.UNWATCHED);
        town.consumers(Steps.UNWATCHED, town.handler());
        Mono<Void> failing =
                town.change("mill")
                        .then(Mono.<Void>error(new IllegalStateException("changed my mind")))
                        .as(town.transactional::transactional)
                        .onErrorComplete();
        Town.await(failing.then(town.change("forge")));
        assertThat(town.awaitEffects(1)).containsExactly(new Town.Change("forge", 1));
    }

    @Test
    void doesNotSkipATransactionThatCommitsLate() {
        town.relay(Steps.UNWATCHED);
        town.consumers(Steps.UNWATCHED, town.handler());
        Sinks.Empty<Void> goOn = Sinks.empty();
        Mono<Void> late =
                town.outbox
                        .append(Town.changed("mill", 1))
                        .then(goOn.asMono())
                        .as(town.transactional::transactional);
        Mono<Void> meanwhile =
                changes("forge", 10)
                        .then(
                                Mono.fromCallable(() -> town.awaitEffects(10))
                                        .subscribeOn(Schedulers.boundedElastic()))
                        .then(Mono.fromRunnable(goOn::tryEmitEmpty));
        Town.await(Mono.when(late, meanwhile));
        assertThat(town.awaitEffects(11)).endsWith(new Town.Change("mill", 1));
    }

    @Test
    void sharesTheWorkOfReplicasWithoutDoingItTwice() {
        for (int replica = 0; replica < 3; replica++) {
            town.relay(Steps.UNWATCHED);
            town.consumers(Steps.UNWATCHED, town.handler());
        }
        Town.await(changes("mill", 200));
        assertThat(numbers(town.awaitEffects(200))).isEqualTo(oneTo(200));
    }

    @Test
    void stopsWithinItsEventAndGivesTheLeaseBack() {
        OutboxRelay relay = town.relay(Steps.UNWATCHED);
        EventConsumers consumers = town.consumers(Steps.UNWATCHED, town.handler());
        Town.await(changes("mill", 50));
        Town.until(town.count("effect").map(count -> count > 5));
        Town.await(Mono.create(done -> consumers.stop(done::success)));
        Town.await(Mono.create(done -> relay.stop(done::success)));
        String lease = Keys.lease(Town.STREAM, Town.GROUP);
        long held = Town.get(town.link.call(commands -> commands.exists(lease)));
        assertThat(held).isZero();
        town.relay(Steps.UNWATCHED);
        town.consumers(Steps.UNWATCHED, town.handler());
        assertThat(numbers(town.awaitEffects(50))).isEqualTo(oneTo(50));
    }

    @Test
    void losesNothingWhenRedisIsFlushed() {
        town.relay(Steps.UNWATCHED);
        town.consumers(Steps.UNWATCHED, town.handler());
        Town.await(changes("mill", 100));
        town.flushRedis();
        Town.await(changes("mill", 100));
        Town.until(town.count("effect").map(count -> count > 120));
        town.flushRedis();
        Town.await(changes("mill", 100));
        assertThat(numbers(town.awaitEffects(300))).isEqualTo(oneTo(300));
    }

    @Test
    void restoresTheStreamAsItWas() {
        town.relay(Steps.UNWATCHED);
        Town.await(changes("mill", 20));
        Town.until(town.length().map(length -> length == 20));
        List<StreamedEvent> before = town.stream();
        town.flushRedis();
        Town.until(town.length().map(length -> length == 20));
        assertThat(town.stream()).isEqualTo(before);
    }

    @Test
    void waitsForRedis() throws IOException {
        RedisServer server = TestRedis.ownServer();
        int port = server.ports().getFirst();
        try (Town lonely = Town.on(new TestRedis.Database("localhost", port, 0))) {
            lonely.relay(Steps.UNWATCHED);
            lonely.consumers(Steps.UNWATCHED, lonely.handler());
            Town.await(Flux.range(0, 10).concatMap(number -> lonely.change("mill")).then());
            server.start();
            assertThat(numbers(lonely.awaitEffects(10))).isEqualTo(oneTo(10));
            server.stop();
            Town.await(Flux.range(0, 10).concatMap(number -> lonely.change("mill")).then());
            server.start();
            assertThat(numbers(lonely.awaitEffects(20))).isEqualTo(oneTo(20));
            assertThat(Town.get(lonely.deadLetters().count())).isZero();
        } finally {
            server.stop();
        }
    }

    @Test
    void goesOnWhenConnectionsToTheDatabaseAreDead() {
        try (Town remote = Town.with("database-limit", "500ms", "handling", "500ms")) {
            AtomicInteger handled = new AtomicInteger();
            Steps dyingOnce =
                    step ->
                            step == Step.HANDLED && handled.incrementAndGet() == 5
                                    ? Mono.fromRunnable(remote.databaseProxy::silenceConnections)
                                    : Mono.empty();
            Town.await(Flux.range(0, 10).concatMap(number -> remote.change("mill")).then());
            remote.relay(Steps.UNWATCHED);
            remote.consumers(dyingOnce, remote.handler());
            Town.until(
                    remote.effects()
                            .map(effects -> effects.size() == 10)
                            .timeout(Duration.ofSeconds(1))
                            .onErrorReturn(false));
            assertThat(numbers(Town.get(remote.effects()))).isEqualTo(oneTo(10));
            assertThat(Town.get(remote.deadLetters().count())).isZero();
        }
    }

    @Test
    void parksAPoisonousEventAtTheFifthDelivery() {
        AtomicInteger deliveries = new AtomicInteger();
        EventHandler choking = town.handler(change -> choke(change, deliveries));
        town.relay(Steps.UNWATCHED);
        town.consumers(Steps.UNWATCHED, choking);
        Town.await(changes("mill", 3));
        assertThat(numbers(town.awaitEffects(2))).containsExactly(1, 3);
        assertThat(deliveries).hasValue(5);
        DeadLetters deadLetters = town.deadLetters(choking);
        assertThat(Town.get(deadLetters.list(10).collectList()))
                .singleElement()
                .satisfies(letter -> {
                    assertThat(letter.stream()).isEqualTo(Town.STREAM);
                    assertThat(letter.error()).contains("too hot");
                    assertThat(letter.envelope()).containsEntry("subject", "mill");
                });
        assertThat(town.meters.counter("maltan.events.parked", "stream", Town.STREAM).count())
                .isOne();
    }

    private static Mono<Void> choke(Town.Change change, AtomicInteger deliveries) {
        return change.number() == 2
                ? Mono.error(
                        () -> new IllegalStateException("too hot " + deliveries.incrementAndGet()))
                : Mono.empty();
    }

    @Test
    void replaysDeadLetters() {
        town.relay(Steps.UNWATCHED);
        EventHandler choking = town.handler(change -> choke(change, new AtomicInteger()));
        town.consumers(Steps.UNWATCHED, choking);
        Town.await(changes("mill", 3));
        town.awaitEffects(2);
        DeadLetter letter = Town.get(town.deadLetters().list(1).next());
        assertThat(Town.get(town.deadLetters(choking).replay(letter.id()))).isFalse();
        assertThat(Town.get(town.deadLetters(town.handler()).replay("1-1").hasElement())).isFalse();
        assertThat(Town.get(town.deadLetters(town.handler()).replay(10))).isOne();
        assertThat(Town.get(town.deadLetters().count())).isZero();
        assertThat(numbers(town.awaitEffects(3))).containsExactly(1, 3, 2);
    }

    @Test
    void parksWhatIsNoEvent() {
        town.consumers(Steps.UNWATCHED, town.handler());
        Town.await(town.link.call(commands -> commands.xadd(Town.STREAM, "type", "house.changed")));
        Town.until(town.deadLetters().count().map(count -> count == 1));
    }

    @Test
    void doesNotBlameAnEventForAnOutage() {
        AtomicInteger deliveries = new AtomicInteger();
        EventHandler cut =
                town.handler(change -> deliveries.incrementAndGet() < 8 ? away() : Mono.empty());
        town.relay(Steps.UNWATCHED);
        town.consumers(Steps.UNWATCHED, cut);
        Town.await(town.change("mill"));
        assertThat(numbers(town.awaitEffects(1))).containsExactly(1);
        assertThat(Town.get(town.deadLetters().count())).isZero();
    }

    private static Mono<Void> away() {
        return Mono.error(() -> new DataAccessResourceFailureException("away"));
    }

    private Mono<Void> changes(String house, int count) {
        return Flux.range(0, count).concatMap(number -> town.change(house)).then();
    }

    private static List<Integer> numbers(List<Town.Change> effects) {
        return effects.stream().map(Town.Change::number).toList();
    }

    private static List<Integer> oneTo(int last) {
        return IntStream.rangeClosed(1, last).boxed().toList();
    }
}
