package io.maltan.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class PasswordHasherTests {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private final PasswordHasher hasher =
            new PasswordHasher(
                    new HashingSettings(DataSize.ofMegabytes(19), 2, 1, 1, 2, LIMIT, LIMIT),
                    new SimpleMeterRegistry());

    @AfterEach
    void stop() {
        hasher.destroy();
    }

    @Test
    void hashesOnItsOwnThreads() {
        hasher.hash("correct horse")
                .map(hash -> Thread.currentThread().getName())
                .as(StepVerifier::create)
                .assertNext(thread -> assertThat(thread).startsWith(PasswordHasher.THREADS))
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void usesArgon2idWithTheParametersOfOwasp() {
        hasher.hash("correct horse")
                .as(StepVerifier::create)
                .assertNext(hash -> assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$"))
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void matchesTheSamePasswordInAnyUnicodeForm() {
        String composed = "비밀번호입니다";
        String decomposed = java.text.Normalizer.normalize(composed, java.text.Normalizer.Form.NFD);

        hasher.hash(composed)
                .flatMap(hash -> hasher.matches(decomposed, hash, () -> true))
                .as(StepVerifier::create)
                .expectNext(true)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void hashesNothingForAGuessThatIsNotWorthwhileAnyMore() {
        hasher.hash("correct horse")
                .flatMap(hash -> hasher.matches("correct horse", hash, () -> false))
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void nothingMatchesTheDecoyWhichCostsWhatAnyHashCosts() {
        assertThat(hasher.decoy()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        hasher.matches("correct horse", hasher.decoy(), () -> true)
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void refusesWhomItWouldAnswerTooLate() {
        PasswordHasher impatient =
                new PasswordHasher(
                        new HashingSettings(
                                DataSize.ofMegabytes(19),
                                2,
                                1,
                                1,
                                2,
                                Duration.ofSeconds(-1),
                                LIMIT),
                        new SimpleMeterRegistry());

        impatient
                .hash("correct horse")
                .as(StepVerifier::create)
                .expectError(HashingSaturated.class)
                .verify(LIMIT);
        impatient.destroy();
    }

    @Test
    void refusesAtOnceWhoWouldHaveToWaitTooLong() {
        PasswordHasher brisk =
                new PasswordHasher(
                        new HashingSettings(
                                DataSize.ofMegabytes(19),
                                2,
                                1,
                                1,
                                100,
                                Duration.ofMillis(150),
                                LIMIT),
                        new SimpleMeterRegistry());

        Flux.range(0, 50)
                .flatMap(
                        i ->
                                brisk.hash("correct horse")
                                        .map(hash -> "hashed")
                                        .onErrorResume(
                                                HashingSaturated.class,
                                                full -> Mono.just("refused")),
                        50)
                .collectList()
                .as(StepVerifier::create)
                .assertNext(seen ->
                        assertThat(seen.stream().filter("refused"::equals))
                                .hasSizeGreaterThanOrEqualTo(48))
                .expectComplete()
                .verify(LIMIT);
        brisk.destroy();
    }

    @Test
    void sendsAwayWhoIsNotAnsweredInTime() {
        PasswordHasher hasty =
                new PasswordHasher(
                        new HashingSettings(
                                DataSize.ofMegabytes(19), 2, 1, 1, 2, LIMIT, Duration.ofMillis(1)),
                        new SimpleMeterRegistry());

        hasty.inTime(Mono.never())
                .as(StepVerifier::create)
                .expectError(HashingSaturated.class)
                .verify(LIMIT);
        hasty.destroy();
    }

    @Test
    void knowsHashesOfAnotherPrice() {
        PasswordHasher dearer =
                new PasswordHasher(
                        new HashingSettings(DataSize.ofMegabytes(20), 2, 1, 1, 2, LIMIT, LIMIT),
                        new SimpleMeterRegistry());

        hasher.hash("correct horse")
                .as(StepVerifier::create)
                .assertNext(hash -> {
                    assertThat(hasher.isOutdated(hash)).isFalse();
                    assertThat(dearer.isOutdated(hash)).isTrue();
                })
                .expectComplete()
                .verify(LIMIT);
        dearer.destroy();
    }

    @Test
    void checksHugePasswordsAtTheUsualPrice() {
        hasher.hash("correct horse")
                .flatMap(hash -> hasher.matches("correct horse".repeat(100_000), hash, () -> true))
                .as(StepVerifier::create)
                .expectNext(false)
                .expectComplete()
                .verify(LIMIT);
    }

    @Test
    void refusesWhatDoesNotFitItsQueue() {
        Mono<List<String>> outcomes =
                Flux.range(0, 20)
                        .flatMap(
                                i ->
                                        hasher.hash("correct horse")
                                                .map(hash -> "hashed")
                                                .onErrorResume(
                                                        HashingSaturated.class,
                                                        full -> Mono.just("refused")),
                                20)
                        .collectList();

        outcomes.as(StepVerifier::create)
                .assertNext(seen -> assertThat(seen).contains("hashed", "refused").hasSize(20))
                .expectComplete()
                .verify(LIMIT);
    }
}
