package io.maltan.user.signing;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.maltan.platform.testing.MovableClock;
import io.maltan.platform.testing.TestPostgres;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.ConnectionPoolConfiguration;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryOptions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Two replicas on one database, and a service that verifies their tokens; time is made here. */
class KeyRotationIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration STEP = Duration.ofSeconds(10);
    private static final Duration LIFETIME = Duration.ofMinutes(15);
    private static final SigningSettings SETTINGS =
            new SigningSettings(
                    "a-secret-for-tests-alone",
                    Duration.ofSeconds(10),
                    Duration.ofDays(30),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(1),
                    4);

    private static ConnectionPool connections;
    private static DatabaseClient database;
    private static TransactionalOperator transactional;

    private final MovableClock time = new MovableClock(Instant.parse("2026-01-01T12:00:00Z"));
    private KeyRing one;
    private KeyRing other;

    @BeforeAll
    static void connect() {
        TestPostgres.Database fresh = TestPostgres.database("user");
        ConnectionFactory server =
                ConnectionFactories.get(
                        ConnectionFactoryOptions.parse(fresh.r2dbcUrl())
                                .mutate()
                                .option(ConnectionFactoryOptions.USER, fresh.user())
                                .option(ConnectionFactoryOptions.PASSWORD, fresh.password())
                                .build());
        connections = new ConnectionPool(ConnectionPoolConfiguration.builder(server).build());
        database = DatabaseClient.create(connections);
        transactional = TransactionalOperator.create(new R2dbcTransactionManager(connections));
    }

    @AfterAll
    static void disconnect() {
        connections.dispose();
    }

    @BeforeEach
    void startReplicas() {
        database.sql("delete from signing_key").then().block(LIMIT);
        one = replica();
        other = replica();
        read(one);
        read(other);
    }

    private KeyRing replica() {
        return new KeyRing(
                new SealedKeys(database, transactional),
                new KeyForge(SETTINGS, time),
                SETTINGS,
                new TokenLifetime(LIFETIME),
                time);
    }

    @AfterEach
    void stopReplicas() {
        one.destroy();
        other.destroy();
    }

    @Test
    void ofTwoReplicasThatFindTheKeyDueOneMakesTheNext() {
        time.advance(SETTINGS.rotation().minus(SETTINGS.publishAhead()));

        Flux.just(one, other, one, other)
                .flatMap(ring -> ring.read().subscribeOn(Schedulers.parallel()), 4)
                .then()
                .block(LIMIT);

        assertThat(keyIds(one)).hasSize(2).isEqualTo(keyIds(other));
    }

    @Test
    void theNextKeyIsPublishedBeforeItSignsAndTheOldOneAfter() {
        String old = signedBy(one);
        time.advance(SETTINGS.rotation().minus(SETTINGS.publishAhead()));
        read(one);
        assertThat(keyIds(one)).hasSize(2);
        assertThat(signedBy(one)).isEqualTo(old);

        time.advance(SETTINGS.publishAhead());
        assertThat(signedBy(one)).isNotEqualTo(old);

        time.advance(LIFETIME);
        read(one);
        assertThat(keyIds(one)).contains(old);
        time.advance(Duration.ofMinutes(5));
        read(one);
        read(one);
        assertThat(keyIds(one)).hasSize(1).doesNotContain(old);
    }

    @Test
    void nobodyIsRefusedWhileKeysChangeOnDemand() throws Exception {
        Verifier verifier = new Verifier(Duration.ofSeconds(30));
        List<String> living = new ArrayList<>();
        for (int step = 0; step < 180; step++) {
            if (step == 10 || step == 11 || step == 50) {
                rotate(step == 11 ? other : one);
            }
            read(step % 2 == 0 ? one : other);
            for (KeyRing ring : List.of(one, other)) {
                living.add(token(ring));
            }
            living.removeIf(token -> hasExpired(token));
            for (String token : List.of(living.getFirst(), living.getLast())) {
                assertThat(verifier.accepts(token, step % 3 == 0 ? one : other))
                        .as("a token at step %d", step)
                        .isTrue();
            }
            time.advance(STEP);
        }
        assertThat(signedBy(one)).isEqualTo(signedBy(other));
    }

    @Test
    void keysAskedForTooOftenAreRefused() {
        for (int i = 0; i < 3; i++) {
            rotate(one);
        }

        Mono<String> fifth = other.rotate();

        assertThat(fifth.map(id -> "made").onErrorReturn(TooManySigningKeys.class, "refused"))
                .satisfies(outcome -> assertThat(outcome.block(LIMIT)).isEqualTo("refused"));
    }

    @Test
    void aRevokedKeyIsTakenOutAtOnceAndAnotherSigns() {
        String stolen = signedBy(one);

        assertThat(one.revoke(stolen).block(LIMIT)).isTrue();

        read(other);
        assertThat(keyIds(one)).hasSize(1).doesNotContain(stolen).isEqualTo(keyIds(other));
        assertThat(signedBy(one)).isEqualTo(signedBy(other)).isNotEqualTo(stolen);
        assertThat(one.revoke(stolen).block(LIMIT)).isFalse();
        assertThat(keyIds(one)).hasSize(1);
    }

    @Test
    void whereAnEarlierKeyIsStillPublishedItSignsInPlaceOfARevokedOne() {
        String earlier = signedBy(one);
        rotate(one);
        time.advance(SETTINGS.publishAheadOnDemand());
        String stolen = signedBy(one);
        assertThat(stolen).isNotEqualTo(earlier);

        assertThat(one.revoke(stolen).block(LIMIT)).isTrue();

        assertThat(signedBy(one)).isEqualTo(earlier);
        assertThat(keyIds(one)).containsExactly(earlier);
    }

    private static void rotate(KeyRing ring) {
        assertThat(ring.rotate().block(LIMIT)).isNotNull();
    }

    private static void read(KeyRing ring) {
        assertThat(ring.read().block(LIMIT)).isNotNull();
    }

    private static SigningKeys keysOf(KeyRing ring) {
        return requireNonNull(ring.current().block(LIMIT));
    }

    private static List<String> keyIds(KeyRing ring) {
        return keysOf(ring).published().getKeys().stream().map(key -> key.getKeyID()).toList();
    }

    private String token(KeyRing ring) {
        return keysOf(ring)
                .sign(
                        new JWTClaimsSet.Builder()
                                .expirationTime(java.util.Date.from(time.instant().plus(LIFETIME)))
                                .build());
    }

    private String signedBy(KeyRing ring) {
        return keyIdOf(token(ring));
    }

    private static String keyIdOf(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    private boolean hasExpired(String token) {
        try {
            return !SignedJWT.parse(token)
                    .getJWTClaimsSet()
                    .getExpirationTime()
                    .toInstant()
                    .isAfter(time.instant());
        } catch (java.text.ParseException e) {
            throw new AssertionError(e);
        }
    }

    /** Keeps the keys that it knows, and asks again for an unknown one after a pause at most. */
    private final class Verifier {

        private final Duration pause;
        private Instant fetchedAt = Instant.EPOCH;
        private JWKSet known = new JWKSet();

        Verifier(Duration pause) {
            this.pause = pause;
        }

        boolean accepts(String token, KeyRing answering) {
            String id = keyIdOf(token);
            boolean maySend = !fetchedAt.plus(pause).isAfter(time.instant());
            if (known.getKeyByKeyId(id) == null && maySend) {
                known = keysOf(answering).published();
                fetchedAt = time.instant();
            }
            return known.getKeyByKeyId(id) != null;
        }
    }
}
