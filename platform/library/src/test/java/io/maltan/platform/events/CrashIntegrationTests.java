package io.maltan.platform.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Relays and consumers die between any two steps, over and over; every event still has its effect,
 * once and in order.
 */
class CrashIntegrationTests {

    private static final int ROUNDS = 50;
    private static final int CHANGES = 6;
    private static final Duration PATIENCE = Duration.ofMillis(250);
    private static final List<String> HOUSES = List.of("mill", "forge", "inn");
    private static final List<Step> STEPS = List.of(Step.values());
    private static final Set<Step> OF_RELAY = EnumSet.of(Step.PLACED, Step.APPENDED, Step.MARKED);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyEventHasItsEffectOnce(long seed) {
        try (Town town = Town.with("lease", "60ms", "poll", "20ms", "batch", "4")) {
            Random random = new Random(seed);
            Set<Step> diedAt = EnumSet.noneOf(Step.class);
            for (int round = 0; round < ROUNDS; round++) {
                Step step = STEPS.get(random.nextInt(STEPS.size()));
                if (live(town, Death.at(step, 1 + random.nextInt(3)), step, random)) {
                    diedAt.add(step);
                }
            }
            assertThat(diedAt).isEqualTo(EnumSet.allOf(Step.class));
            town.relay(Steps.UNWATCHED);
            town.consumers(Steps.UNWATCHED, town.handler());
            List<Town.Change> effects = town.awaitEffects(ROUNDS * CHANGES);
            assertThat(numbersByHouse(effects)).isEqualTo(expected(town));
            assertThat(Town.get(town.deadLetters(town.handler()).count())).isZero();
        }
    }

    /**
     * One life of a relay and a consumer, of which one dies at a step; the other is killed wherever
     * it is then.
     */
    private static boolean live(Town town, Death death, Step step, Random random) {
        boolean relayDies = OF_RELAY.contains(step);
        OutboxRelay relay = town.relay(relayDies ? death : Steps.UNWATCHED);
        EventConsumers consumers =
                town.consumers(relayDies ? Steps.UNWATCHED : death, town.handler());
        List<String> houses = random.ints(CHANGES, 0, HOUSES.size()).mapToObj(HOUSES::get).toList();
        Town.await(Flux.fromIterable(houses).flatMap(town::change, 3).then());
        Mono<Boolean> died = death.happened().thenReturn(true);
        boolean happened =
                Town.get(Mono.firstWithSignal(died, Mono.delay(PATIENCE).thenReturn(false)));
        relay.kill();
        consumers.kill();
        death.bury();
        Town.await(Mono.when(relay.release(), consumers.release()));
        return happened;
    }

    private static Map<String, List<Integer>> numbersByHouse(List<Town.Change> effects) {
        return effects.stream()
                .collect(
                        Collectors.groupingBy(
                                Town.Change::house,
                                Collectors.mapping(Town.Change::number, Collectors.toList())));
    }

    private static Map<String, List<Integer>> expected(Town town) {
        return Town.get(town.houses()).stream()
                .collect(
                        Collectors.toMap(
                                Town.Change::house,
                                last -> IntStream.rangeClosed(1, last.number()).boxed().toList()));
    }
}
