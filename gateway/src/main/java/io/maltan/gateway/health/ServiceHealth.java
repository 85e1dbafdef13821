package io.maltan.gateway.health;

import io.maltan.gateway.upstream.AnyReplica;
import io.maltan.gateway.upstream.Service;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.http.HttpStatusCode;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.ClientResponse;
import org.springframework.web.reactive.function.client.WebClient;
import org.springframework.web.reactive.function.client.WebClientRequestException;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;
import reactor.netty.tcp.TcpClient;

/**
 * The state of every service: ready as its management port says, or where that port is not to be
 * reached from here, alive as far as it takes a connection.
 */
@Component
class ServiceHealth {

    private static final String READINESS = "/actuator/health/readiness";

    private final WebClient http = WebClient.create();
    private final AnyReplica anyReplica;
    private final HealthSettings settings;
    private final Mono<SystemState> state;

    ServiceHealth(AnyReplica anyReplica, HealthSettings settings) {
        this.anyReplica = anyReplica;
        this.settings = settings;
        this.state =
                Mono.defer(this::ask)
                        .cache(
                                state -> settings.kept(),
                                error -> Duration.ZERO,
                                () -> Duration.ZERO);
    }

    Mono<SystemState> state() {
        return state;
    }

    private Mono<SystemState> ask() {
        return Flux.fromArray(Service.values())
                .flatMap(service -> isUp(service).map(up -> Map.entry(service.id(), up)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, TreeMap::new)
                .map(SystemState::of);
    }

    /** A service is up where one of its replicas is. */
    private Mono<Boolean> isUp(Service service) {
        return Flux.fromIterable(anyReplica.addressesOf(service))
                .flatMap(replica -> isUp(service, replica))
                .any(up -> up);
    }

    private Mono<Boolean> isUp(Service service, URI replica) {
        return requestReadiness(managementOf(service, replica))
                .map(HttpStatusCode::is2xxSuccessful)
                .onErrorResume(WebClientRequestException.class, away -> isConnectable(replica))
                .timeout(settings.timeLimit())
                .onErrorReturn(false);
    }

    private Mono<HttpStatusCode> requestReadiness(URI management) {
        return http.get()
                .uri(management)
                .exchangeToMono(answer -> answer.releaseBody().thenReturn(statusOf(answer)));
    }

    private static HttpStatusCode statusOf(ClientResponse answer) {
        return answer.statusCode();
    }

    private URI managementOf(Service service, URI replica) {
        URI management = settings.management().get(service);
        UriComponentsBuilder base =
                management == null
                        ? UriComponentsBuilder.fromUri(replica)
                                .port(replica.getPort() + HealthSettings.MANAGEMENT_OFFSET)
                        : UriComponentsBuilder.fromUri(management);
        return base.replacePath(READINESS).build().toUri();
    }

    private Mono<Boolean> isConnectable(URI address) {
        return TcpClient.newConnection()
                .host(address.getHost())
                .port(address.getPort())
                .connect()
                .doOnNext(Connection::dispose)
                .map(connection -> true);
    }
}
