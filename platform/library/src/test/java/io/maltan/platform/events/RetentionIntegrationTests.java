package io.maltan.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class RetentionIntegrationTests {

    private final Town town =
            Town.with(
                    "housekeeping", "50ms",
                    "retention.age", "0s",
                    "retention.entries", "5",
                    "retention.bound", "30");

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void trimsBehindTheGroup() {
        EventConsumers consumers = town.consumers(Steps.UNWATCHED, town.handler());
        Town.until(Groups.of(town.link, Town.STREAM).map(groups -> !groups.isEmpty()));
        town.relay(Steps.UNWATCHED);
        changes(20);
        town.awaitEffects(20);
        Town.until(town.length().map(length -> length == 5));
        stop(consumers);
        changes(20);
        Town.until(town.length().map(length -> length == 20));
        Town.await(Flux.interval(town.properties.housekeeping()).take(4).then());
        assertThat((long) Town.get(town.length())).isEqualTo(20);
        town.consumers(Steps.UNWATCHED, town.handler());
        assertThat(town.awaitEffects(40)).hasSize(40);
    }

    @Test
    void trimsAtTheBoundAndLoadsASnapshotForWhoFellBehind() {
        Loader loader = new Loader();
        EventConsumers consumers = town.consumers(loader, town.handler());
        Town.until(Mono.fromSupplier(() -> loader.loads.get() == 1));
        town.relay(Steps.UNWATCHED);
        changes(3);
        town.awaitEffects(3);
        stop(consumers);
        changes(100);
        Town.until(town.length().map(length -> length <= 30));
        town.consumers(loader, town.handler());
        Town.until(Mono.fromSupplier(() -> loader.loads.get() == 2));
        changes(1);
        assertThat(town.awaitEffects(4))
                .extracting(Town.Change::number)
                .containsExactly(1, 2, 3, 104);
        assertThat(loader.loads).hasValue(2);
    }

    @Test
    void takesWhatASnapshotContainedAsHandled() {
        town.relay(Steps.UNWATCHED);
        changes(10);
        Town.until(town.count("outbox where published_at is null").map(count -> count == 0));
        Loader loader = new Loader();
        town.consumers(loader, town.handler());
        Town.until(town.count("inbox_snapshot").map(count -> count == 1));
        changes(3);
        town.awaitEffects(3);
        loader.ownerHasNoStream = true;
        town.flushRedis();
        changes(3);
        assertThat(town.awaitEffects(6))
                .extracting(Town.Change::number)
                .containsExactly(11, 12, 13, 14, 15, 16);
    }

    @Test
    void reloadsAfterAnEventThatSaysSoUntilItSucceeds() {
        Loader loader = new Loader();
        town.relay(Steps.UNWATCHED);
        town.consumers(loader, town.handler());
        Town.until(Mono.fromSupplier(() -> loader.loads.get() == 1));
        changes(1);
        loader.failures.set(3);
        town.run(
                """
                insert into outbox (event_id, type, subject, data)
                values (gen_random_uuid(), 'houses.replaced', 'all', '{}')
                """);
        changes(2);
        assertThat(town.awaitEffects(3)).extracting(Town.Change::number).containsExactly(1, 2, 3);
        assertThat(loader.failures).hasValue(0);
        assertThat(loader.loads).hasValue(2);
    }

    @Test
    void forgetsOldRows() {
        town.relay(Steps.UNWATCHED);
        town.consumers(Steps.UNWATCHED, town.handler());
        changes(10);
        town.awaitEffects(10);
        Town.until(town.count("outbox where published_at is null").map(count -> count == 0));
        town.run("update inbox set handled_at = now() - interval '9 days'");
        town.run("update outbox set position = position - ((8 * 86400000)::bigint << 20)");
        Town.until(Mono.zip(town.count("inbox"), town.count("outbox"), (in, out) -> in + out == 0));
    }

    @Test
    void tellsATailOfItsGap() {
        town.relay(Steps.UNWATCHED);
        changes(1);
        Town.until(town.length().map(length -> length == 1));
        RedisEventTail tail = town.tail();
        String first = Town.get(tail.position(Town.STREAM));
        assertThat(Town.get(tail.retains(Town.STREAM, first))).isTrue();
        changes(50);
        Town.until(tail.retains(Town.STREAM, first).map(retained -> !retained));
        tail.after(Town.STREAM, first)
                .as(StepVerifier::create)
                .expectError(TailGap.class)
                .verify(Town.LIMIT);
        assertThat(Town.get(tail.retains(Town.STREAM, "no position"))).isFalse();
    }

    @Test
    void retainsNothingAfterAPositionThatIsStillToCome() {
        town.relay(Steps.UNWATCHED);
        RedisEventTail tail = town.tail();
        assertThat(Town.get(tail.retains(Town.STREAM, "0-0"))).isTrue();
        changes(1);
        Town.until(town.length().map(length -> length == 1));
        Position last = Position.of(Town.get(tail.position(Town.STREAM)));
        assertThat(Town.get(tail.retains(Town.STREAM, last.toString()))).isTrue();
        assertThat(Town.get(tail.retains(Town.STREAM, last.next().toString()))).isFalse();
        assertThat(Town.get(tail.retains(Town.STREAM, "8000000000000-0"))).isFalse();
    }

    private void changes(int count) {
        Town.await(Flux.range(0, count).concatMap(number -> town.change("mill")).then());
    }

    private static void stop(EventConsumers consumers) {
        Town.await(Mono.create(done -> consumers.stop(done::success)));
    }

    /** Has nothing to load, but names the right position. */
    private final class Loader implements SnapshotLoader {

        private final AtomicInteger loads = new AtomicInteger();
        private final AtomicInteger failures = new AtomicInteger();
        private final RedisEventTail tail = town.tail();
        private volatile boolean ownerHasNoStream;

        @Override
        public String stream() {
            return Town.STREAM;
        }

        @Override
        public Set<String> reloadsAfter() {
            return Set.of("houses.replaced");
        }

        @Override
        public Mono<String> load() {
            if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                return Mono.error(new IllegalStateException("the owner is away"));
            }
            return tail.position(Town.STREAM)
                    .map(position -> ownerHasNoStream ? "0-0" : position)
                    .doOnNext(position -> loads.incrementAndGet());
        }
    }
}
