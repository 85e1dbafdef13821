package io.maltan.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.maltan.platform.configuration.Live;
import io.maltan.platform.testing.TestRedis;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import redis.embedded.RedisServer;

class TwoReplicasIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Duration DAY = Duration.ofDays(1);
    private static final String SOMEONE = "user:someone";

    /** Longer than in production: a busy machine must not look like a slow Redis. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private static final Duration STREAM_LEASE = Duration.ofSeconds(3);
    private static final int MOST_STREAMS = 3;

    private final RedisServer redis = TestRedis.ownServer();
    private final Live<RateLimitSettings> settings = Live.of(settings(1_000, 20));
    private final Replica one = new Replica();
    private final Replica other = new Replica();

    /** A gateway's limits, and the Redis that it shares with another. */
    private final class Replica {

        private final RedisSettings place =
                new RedisSettings(
                        "localhost", redis.ports().getFirst(), "", 0, PATIENCE, STREAM_LEASE);
        private final RedisLink link = new RedisLink(place, new SimpleMeterRegistry());
        private final Limits limits = new Limits(new RedisPaces(link), settings);
        private final OpenStreams streams = new OpenStreams(link, place);

        void start() {
            link.start();
            limits.start();
            streams.start();
        }

        /** As one that crashes: it says goodbye to nobody. */
        void stop() {
            streams.stop();
            limits.stop();
            link.stop();
        }

        OpenStreams.Stream open() {
            return Objects.requireNonNull(streams.open(SOMEONE, MOST_STREAMS).block(LIMIT));
        }

        void close(OpenStreams.Stream stream) {
            streams.close(stream).block(LIMIT);
        }

        Mono<Balance> take(RequestClass requests) {
            return limits.take(requests, SOMEONE);
        }
    }

    @BeforeEach
    void start() throws IOException {
        redis.start();
        one.start();
        other.start();
        await(one, true);
        await(other, true);
    }

    @AfterEach
    void stop() throws IOException {
        one.stop();
        other.stop();
        redis.stop();
    }

    @Test
    void shareAQuotaExactly() {
        assertThat(admitted(RequestClass.LOGIN, 100)).isEqualTo(20);
    }

    @Test
    void shareALargeQuotaWithFewRoundTrips() {
        long before = calls();
        int admitted = admitted(RequestClass.READ, 2_000);

        assertThat(admitted).isBetween(1_000, 1_000 + 1_000 / 50);
        assertThat(calls() - before).isLessThan(1_000);
    }

    @Test
    void hearOfEachOthersRequests() {
        for (int i = 0; i < 10; i++) {
            balance(one, RequestClass.READ);
        }
        one.limits.report().block(LIMIT);
        other.limits.report().block(LIMIT);
        balance(other, RequestClass.READ);
        other.limits.report().block(LIMIT);

        assertThat(balance(other, RequestClass.READ).left()).isEqualTo(1_000 - 12);
    }

    @Test
    void countOnAloneWithoutRedisAndTogetherWhenItIsBack() throws IOException {
        assertThat(admitted(RequestClass.LOGIN, 10)).isEqualTo(10);
        redis.stop();
        await(one, false);

        int alone = 0;
        for (int i = 0; i < 30; i++) {
            alone += balance(one, RequestClass.LOGIN).admitted() ? 1 : 0;
        }
        assertThat(alone).isBetween(10, 15);
        one.limits.stop(); // From here on it reports when it is told to.

        redis.start();
        await(one, true);
        await(other, true);
        one.limits.report().block(LIMIT);
        assertThat(balance(other, RequestClass.LOGIN).left()).isLessThanOrEqualTo(20 - alone);
    }

    @Test
    void neitherOpenNorStuckWhileRedisIsFrozen() {
        RedisClient client = RedisClient.create(uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            var frozen = connection.async().clientPause(4_000);
            assertThat(frozen.isCancelled()).isFalse();
            int admitted = 0;
            for (int i = 0; i < 40; i++) {
                admitted += balance(one, RequestClass.LOGIN).admitted() ? 1 : 0;
            }
            assertThat(admitted).isEqualTo(20);
            assertThat(one.link.isReachable()).isFalse();
        } finally {
            client.shutdown();
        }
        await(one, true);
    }

    @Test
    void followANewQuotaAtOnce() {
        assertThat(admitted(RequestClass.LOGIN, 30)).isEqualTo(20);
        settings.change(settings(1_000, 50));
        assertThat(admitted(RequestClass.LOGIN, 100)).isEqualTo(50);
        settings.change(settings(1_000, 1));
        assertThat(admitted(RequestClass.LOGIN, 10)).isEqualTo(1);
    }

    @Test
    void countTheStreamsOfACallerTogether() {
        one.open();
        OpenStreams.Stream second = other.open();
        assertThat(one.open().count()).isEqualTo(3);
        OpenStreams.Stream refused = other.open();
        assertThat(refused.count()).isEqualTo(MOST_STREAMS + 1);

        other.close(refused);
        other.close(second);
        assertThat(other.open().count()).isEqualTo(3);
        assertThat(one.open().count()).isEqualTo(MOST_STREAMS + 1);
    }

    @Test
    void speakAgainOfStreamsThatRedisForgot() {
        one.open();
        one.open();
        flush();
        assertThat(other.open().count()).isEqualTo(1);

        one.streams.renew().block(LIMIT);

        assertThat(other.open().count()).isEqualTo(MOST_STREAMS + 1);
    }

    @Test
    void forgetTheStreamsOfAReplicaThatIsGone() {
        one.open();
        one.open();
        assertThat(other.open().count()).isEqualTo(3);
        one.stop();

        countFrom(other, 2);
    }

    @Test
    void countStreamsAloneWithoutRedisAndTogetherWhenItIsBack() throws IOException {
        one.open();
        other.open();
        redis.stop();
        await(one, false);
        await(other, false);
        assertThat(one.open().count()).isEqualTo(2);
        OpenStreams.Stream last = other.open();
        assertThat(last.count()).isEqualTo(2);
        other.close(last);

        redis.start();
        await(one, true);
        await(other, true);

        countFrom(other, 4);
    }

    /** Opens one more and closes it again, until it is the so many-eth. */
    private static void countFrom(Replica replica, long count) {
        Flux.interval(Duration.ofMillis(50))
                .onBackpressureDrop()
                .concatMap(tick ->
                        Mono.usingWhen(
                                replica.streams.open(SOMEONE, MOST_STREAMS + 1),
                                Mono::just,
                                replica.streams::close))
                .filter(stream -> stream.count() == count)
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    /** Half of them at each replica, many at a time. */
    private int admitted(RequestClass requests, int tries) {
        AtomicInteger admitted = new AtomicInteger();
        Flux.range(0, tries)
                .flatMap(i -> (i % 2 == 0 ? one : other).take(requests), 16)
                .filter(Balance::admitted)
                .doOnNext(balance -> admitted.incrementAndGet())
                .then()
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);
        return admitted.get();
    }

    private static Balance balance(Replica replica, RequestClass requests) {
        return Objects.requireNonNull(replica.take(requests).block(LIMIT));
    }

    private static void await(Replica replica, boolean reachable) {
        Flux.interval(Duration.ofMillis(20))
                .doOnNext(tick -> replica.take(RequestClass.WRITE).subscribe())
                .filter(tick -> replica.link.isReachable() == reachable)
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(LIMIT);
    }

    private void flush() {
        RedisClient client = RedisClient.create(uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            connection.sync().flushall();
        } finally {
            client.shutdown();
        }
    }

    private long calls() {
        RedisClient client = RedisClient.create(uri());
        try (StatefulRedisConnection<String, String> connection = client.connect()) {
            String stats = connection.sync().info("commandstats");
            return stats.lines()
                    .filter(line -> line.startsWith("cmdstat_eval:"))
                    .map(line -> line.replaceAll(".*calls=(\\d+),.*", "$1"))
                    .mapToLong(Long::parseLong)
                    .sum();
        } finally {
            client.shutdown();
        }
    }

    private RedisURI uri() {
        return RedisURI.create("localhost", redis.ports().getFirst());
    }

    private static RateLimitSettings settings(long reads, long logins) {
        return new RateLimitSettings(
                RateLimitSettings.Mode.ENFORCE,
                100,
                new RateLimitSettings.Read(reads, DAY),
                new RateLimitSettings.Write(100, DAY),
                new RateLimitSettings.Login(logins, DAY),
                20,
                250);
    }
}
