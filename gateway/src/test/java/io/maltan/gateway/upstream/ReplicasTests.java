package io.maltan.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.gateway.upstream.BalancingSettings.Strategy;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

class ReplicasTests {

    private static final Replica.Key LIGHT = new Replica.Key("http", "10.0.0.1", 8082, 1);
    private static final Replica.Key HEAVY = new Replica.Key("http", "10.0.0.2", 8082, 3);
    private static final int CALLS = 4_000;

    private final Replicas replicas = new Replicas();

    @BeforeEach
    void two() {
        replicas.replace(new LinkedHashSet<>(List.of(LIGHT, HEAVY)));
    }

    @Test
    void takesTurns() {
        assertThat(calls(Strategy.ROUND_ROBIN)).containsEntry(LIGHT, CALLS / 2);
    }

    @Test
    void goesByWeight() {
        assertThat(calls(Strategy.WEIGHTED).get(HEAVY)).isBetween(2_800, 3_200);
    }

    @Test
    void drawsLots() {
        assertThat(calls(Strategy.RANDOM).get(HEAVY)).isBetween(1_800, 2_200);
    }

    @Test
    void prefersTheFasterAndTheIdler() {
        replica(LIGHT).took(1_000_000);
        replica(HEAVY).took(10_000_000);
        assertThat(calls(Strategy.LEAST_RESPONSE_TIME)).containsOnlyKeys(LIGHT);

        replica(LIGHT).answered(System.nanoTime());
        for (int i = 0; i < 20; i++) {
            replica(LIGHT).began();
        }
        assertThat(calls(Strategy.LEAST_RESPONSE_TIME)).containsOnlyKeys(HEAVY);
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutWhoIsAwayUnlessAllAre(Strategy strategy) {
        replica(LIGHT).failed(System.nanoTime());
        assertThat(calls(strategy)).containsOnlyKeys(HEAVY);
        replica(HEAVY).ready(false);
        assertThat(calls(strategy)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void sendsOneCallAtATimeToWhoHasNotAnsweredYet(Strategy strategy) {
        replica(HEAVY).answered(System.nanoTime());
        replica(LIGHT).began();
        assertThat(calls(strategy)).containsOnlyKeys(HEAVY);

        replica(LIGHT).answered(System.nanoTime());
        replica(LIGHT).began();
        assertThat(calls(strategy)).containsOnlyKeys(LIGHT, HEAVY);
    }

    @ParameterizedTest
    @EnumSource
    void leavesOutWhoFellSilentWhateverItAnswersLate(Strategy strategy) {
        long before = System.nanoTime();
        replica(LIGHT).answered(before);
        replica(LIGHT).silent(System.nanoTime());
        replica(LIGHT).answered(before);
        assertThat(calls(strategy)).containsOnlyKeys(HEAVY);

        replica(LIGHT).answered(System.nanoTime());
        assertThat(calls(strategy)).containsOnlyKeys(LIGHT, HEAVY);
    }

    /** Were it counted each time, it would be left out for 15 s. */
    @Test
    void whoFallsSilentToManyAtOnceHasFallenSilentOnce() {
        long before = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            replica(LIGHT).silent(before);
        }
        assertThat(replica(LIGHT).isHealthy()).isFalse();

        Flux.interval(Duration.ofMillis(20))
                .filter(tick -> replica(LIGHT).isHealthy())
                .next()
                .as(StepVerifier::create)
                .expectNextCount(1)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void silenceWhenAskedTellsSomethingOfWhoHasSpokenBefore() {
        replica(LIGHT).saidNothing();
        assertThat(replica(LIGHT).isHealthy()).isTrue();

        replica(LIGHT).ready(true);
        replica(LIGHT).saidNothing();
        assertThat(replica(LIGHT).isHealthy()).isFalse();
    }

    @Test
    void doesNotChooseWhatWasTried() {
        assertThat(replicas.choose(Strategy.RANDOM, Set.of(replica(LIGHT))))
                .isEqualTo(replica(HEAVY));
        assertThat(replicas.choose(Strategy.RANDOM, Set.copyOf(replicas.known()))).isNull();
    }

    @Test
    void remembersThoseThatStay() {
        Replica before = replica(HEAVY);
        replicas.replace(Set.of(HEAVY));
        assertThat(replicas.known()).containsExactly(before);
    }

    @Test
    void readsTargets() {
        assertThat(Target.valueOf("http://a:8082;3").weight()).isEqualTo(3);
        assertThat(Target.valueOf("http://a:8082").weight()).isEqualTo(1);
        assertThatThrownBy(() -> Target.valueOf("a")).hasMessageContaining("host and port");
    }

    @Test
    void repeatsOneRequestInFive() {
        RetryBudget budget = new RetryBudget();
        int repeated = 0;
        for (int i = 0; i < 1_000; i++) {
            budget.earn();
            repeated += budget.spend() ? 1 : 0;
        }
        assertThat(repeated).isBetween(200, 202);
    }

    private Map<Replica.Key, Integer> calls(Strategy strategy) {
        Map<Replica.Key, Integer> calls = new HashMap<>();
        for (int i = 0; i < CALLS; i++) {
            Replica chosen = Objects.requireNonNull(replicas.choose(strategy, Set.of()));
            calls.merge(chosen.key(), 1, Integer::sum);
        }
        return calls;
    }

    private Replica replica(Replica.Key key) {
        return replicas.known().stream()
                .filter(replica -> replica.key().equals(key))
                .findFirst()
                .orElseThrow();
    }
}
