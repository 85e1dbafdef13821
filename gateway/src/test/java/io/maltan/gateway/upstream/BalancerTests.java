package io.maltan.gateway.upstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.gateway.upstream.BalancingSettings.Choice;
import io.maltan.gateway.upstream.BalancingSettings.Strategy;
import io.maltan.platform.configuration.Live;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.test.StepVerifier;

class BalancerTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int OFFSET = 1_000;

    /** Nobody listens at either port, nor at that of its management. */
    private static final String OTHER = "http://127.0.0.1:1";

    @Test
    void whoseManagementPortIsClosedIsLeftOutUntilItSpeaksAgain() {
        DisposableServer management = management(0);
        int port = management.port() - OFFSET;
        Balancer balancer = balancer("http://127.0.0.1:" + port);

        look(balancer);
        assertThat(isLeftOut(balancer, port)).isFalse();

        management.disposeNow(LIMIT);
        look(balancer);
        assertThat(isLeftOut(balancer, port)).isTrue();

        management = management(port + OFFSET);
        look(balancer);
        assertThat(isLeftOut(balancer, port)).isFalse();
        management.disposeNow(LIMIT);
    }

    @Test
    void theOnlyOneIsChosenWhateverItSays() {
        Balancer balancer = balancer(OTHER);
        look(balancer);
        look(balancer);
        assertThat(balancer.choose(Service.PLACE, false, Set.of())).isNotNull();
    }

    private static DisposableServer management(int port) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .handle((request, response) -> response.send())
                .bindNow(LIMIT);
    }

    private static Balancer balancer(String first) {
        Choice choice =
                new Choice(
                        Strategy.ROUND_ROBIN,
                        List.of(Target.valueOf(first), Target.valueOf(OTHER)),
                        List.of(),
                        0,
                        1_000,
                        null);
        URI any = URI.create(OTHER);
        return new Balancer(
                new ServiceAddresses(any, any, any, any),
                Live.of(new BalancingSettings(choice, choice, choice, choice)));
    }

    private static void look(Balancer balancer) {
        StepVerifier.create(balancer.look()).expectComplete().verify(LIMIT);
    }

    private static boolean isLeftOut(Balancer balancer, int port) {
        for (int i = 0; i < 4; i++) {
            Replica chosen =
                    Objects.requireNonNull(balancer.choose(Service.PLACE, false, Set.of()));
            if (chosen.key().port() == port) {
                return false;
            }
        }
        return true;
    }
}
