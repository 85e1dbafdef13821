package io.maltan.gateway.upstream;

import io.maltan.platform.problem.Problem;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClientResponseException;
import reactor.core.publisher.Mono;

/**
 * Asks the services what the gateway itself wants to know: any replica, and the next one where that
 * does not answer.
 */
@Component
public class AnyReplica {

    private final Balancer balancer;

    AnyReplica(Balancer balancer) {
        this.balancer = balancer;
    }

    /**
     * Asks one replica after the other, until one answers.
     *
     * @param question asks the replica at an address (scheme, host and port), within its own time
     */
    public <T> Mono<T> ask(Service service, Function<URI, Mono<T>> question) {
        return Mono.defer(() -> ask(service, question, new HashSet<>()));
    }

    private <T> Mono<T> ask(Service service, Function<URI, Mono<T>> question, Set<Replica> tried) {
        @Nullable Replica replica = balancer.choose(service, false, tried);
        if (replica == null) {
            return Mono.error(Balancer::unavailable);
        }
        tried.add(replica);
        return question.apply(replica.address())
                .onErrorResume(
                        error -> !isAnswer(error) && isAnotherLeft(service, tried),
                        error -> ask(service, question, tried));
    }

    private boolean isAnotherLeft(Service service, Set<Replica> tried) {
        return balancer.choose(service, false, tried) != null;
    }

    /** Another replica would say the same. */
    private static boolean isAnswer(Throwable error) {
        return error instanceof Problem
                || (error instanceof WebClientResponseException answer
                        && answer.getStatusCode().is4xxClientError());
    }

    /** Where the replicas are that are known now. */
    public List<URI> addressesOf(Service service) {
        return balancer.addressesOf(service);
    }
}
