package io.maltan.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.maltan.platform.configuration.Live;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BreakersTests {

    private static final BreakerSettings.Rule USUAL = rule(10);

    private final Live<BreakerSettings> settings =
            Live.of(new BreakerSettings(USUAL, USUAL, USUAL, USUAL));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Breakers breakers = new Breakers(settings, meters);

    @Test
    void followTheRuleOfTheirService() {
        CircuitBreaker user = breakers.of(Service.USER);
        CircuitBreaker place = breakers.of(Service.PLACE);
        place.transitionToOpenState();

        settings.change(new BreakerSettings(USUAL, rule(5), USUAL, USUAL));

        assertThat(breakers.of(Service.USER)).isSameAs(user);
        assertThat(breakers.of(Service.PLACE)).isNotSameAs(place);
        assertThat(breakers.of(Service.PLACE).getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(breakers.of(Service.PLACE).getCircuitBreakerConfig().getMinimumNumberOfCalls())
                .isEqualTo(5);
    }

    @Test
    void areMeasuredAlsoWithANewRule() {
        settings.change(new BreakerSettings(USUAL, rule(5), USUAL, USUAL));
        breakers.of(Service.PLACE).transitionToOpenState();

        assertThat(
                        meters.get("resilience4j.circuitbreaker.state")
                                .tags("name", "place", "state", "open")
                                .gauge()
                                .value())
                .isEqualTo(1);
    }

    private static BreakerSettings.Rule rule(int minimumCalls) {
        return new BreakerSettings.Rule(20, minimumCalls, 50, Duration.ofSeconds(2), 3);
    }
}
