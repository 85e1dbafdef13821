package io.maltan.user.attempt;

import io.maltan.platform.id.Ids;
import io.maltan.platform.testing.MaltanServiceTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MaltanServiceTest(service = "user")
class LoginAttemptsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Autowired DatabaseClient database;

    private final String address = "192.0.2." + Ids.next();

    @Test
    void throttlesAnAddressAfterAHundredFailuresOfWhomever() {
        LoginAttempts now = attemptsAt(NOON);

        allowed(failures(now, 99).then(now.requireAllowed("minji", address)));
        throttled(failures(now, 1).then(now.requireAllowed("minji", address)));
    }

    @Test
    void countsWhatFailsAtOnce() {
        LoginAttempts now = attemptsAt(NOON);
        String account = "minji-" + Ids.next();

        throttled(
                Flux.range(0, 30)
                        .flatMap(i -> now.recordFailure(account), 30)
                        .then(now.requireAllowed(account)));
    }

    @Test
    void theWindowMovesWithTime() {
        String account = "minji-" + Ids.next();
        LoginAttempts noon = attemptsAt(NOON);
        LoginAttempts later = attemptsAt(NOON.plusSeconds(600));
        LoginAttempts muchLater = attemptsAt(NOON.plusSeconds(901));

        Mono<Void> fiveAndFive =
                noon.recordFailure(account)
                        .repeat(4)
                        .then(later.recordFailure(account).repeat(4).then());

        throttled(fiveAndFive.then(later.requireAllowed(account)));
        allowed(muchLater.requireAllowed(account));
    }

    @Test
    void forgivesAndForgets() {
        String account = "minji-" + Ids.next();
        LoginAttempts noon = attemptsAt(NOON);

        throttled(noon.recordFailure(account).repeat(9).then(noon.requireAllowed(account)));
        allowed(noon.forgive(account).then(noon.requireAllowed(account)));
        allowed(attemptsAt(NOON.plusSeconds(2_000)).forgetOld());
    }

    private Mono<Void> failures(LoginAttempts attempts, int count) {
        return Flux.range(0, count)
                .concatMap(i -> attempts.recordFailure("somebody-" + Ids.next(), address))
                .then();
    }

    private LoginAttempts attemptsAt(Instant time) {
        return new LoginAttempts(
                database,
                new AttemptSettings(10, 100, Duration.ofMinutes(15)),
                Clock.fixed(time, ZoneOffset.UTC));
    }

    private static void allowed(Mono<Void> outcome) {
        outcome.as(StepVerifier::create).expectComplete().verify(LIMIT);
    }

    private static void throttled(Mono<Void> outcome) {
        outcome.as(StepVerifier::create).expectError(TooManyAttempts.class).verify(LIMIT);
    }
}
