package io.maltan.gateway.upstream;

import io.maltan.gateway.upstream.BalancingSettings.Choice;
import io.maltan.gateway.upstream.BalancingSettings.Strategy;
import io.maltan.platform.configuration.Live;
import io.maltan.platform.problem.Unavailable;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Finds the replicas of the services, by name or from a list, looks every two seconds who is there
 * and, where there is more than one, who is ready; and chooses one for every call.
 */
@Component
class Balancer implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(Balancer.class);

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final Duration PROBE = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int MANAGEMENT_OFFSET = 1000;
    private static final int PROBES = 8;

    private final Map<Service, Replicas> stable = new EnumMap<>(Service.class);
    private final Map<Service, Replicas> canary = new EnumMap<>(Service.class);
    private final Map<String, Set<String>> resolved = new ConcurrentHashMap<>();
    private final ServiceAddresses addresses;
    private final Live<BalancingSettings> settings;
    private final WebClient http = WebClient.create();

    private volatile Disposable looking = Disposables.disposed();

    Balancer(ServiceAddresses addresses, Live<BalancingSettings> settings) {
        this.addresses = addresses;
        this.settings = settings;
        for (Service service : Service.values()) {
            stable.put(service, new Replicas());
            canary.put(service, new Replicas());
        }
        // The JVM would remember names for 30 s.
        Security.setProperty("networkaddress.cache.ttl", "1");
        Security.setProperty("networkaddress.cache.negative.ttl", "1");
        settings.follow(current -> lookUp());
    }

    /**
     * A replica for a call.
     *
     * @param wantsCanary whether the other version is wanted, where it is well; else the stable one
     *     takes its place
     * @return null where all have been tried
     */
    @Nullable Replica choose(Service service, boolean wantsCanary, Set<Replica> tried) {
        Strategy strategy = settings.get().of(service).strategy();
        @Nullable Replica other =
                wantsCanary ? of(canary, service).chooseHealthy(strategy, tried) : null;
        return other == null ? of(stable, service).choose(strategy, tried) : other;
    }

    /** Whether somebody else than those would take a call now. */
    boolean isAnotherWell(Service service, Set<Replica> tried) {
        Strategy strategy = settings.get().of(service).strategy();
        return of(stable, service).chooseHealthy(strategy, tried) != null;
    }

    boolean isStable(Service service, Replica replica) {
        return of(stable, service).known().contains(replica);
    }

    List<URI> addressesOf(Service service) {
        return of(stable, service).known().stream().map(Replica::address).toList();
    }

    Choice settingsOf(Service service) {
        return settings.get().of(service);
    }

    static Unavailable unavailable() {
        return new Unavailable("unavailable", SOON);
    }

    private static Replicas of(Map<Service, Replicas> all, Service service) {
        Replicas replicas = all.get(service);
        if (replicas == null) {
            throw new IllegalArgumentException("No replicas of " + service);
        }
        return replicas;
    }

    /** Blocks while names are looked up. */
    private void lookUp() {
        for (Service service : Service.values()) {
            Choice choice = settings.get().of(service);
            List<Target> targets =
                    choice.replicas().isEmpty()
                            ? List.of(new Target(addresses.of(service), 1))
                            : choice.replicas();
            of(stable, service).replace(keysOf(targets));
            of(canary, service).replace(keysOf(choice.canaries()));
        }
    }

    private Set<Replica.Key> keysOf(List<Target> targets) {
        Set<Replica.Key> keys = new LinkedHashSet<>();
        for (Target target : targets) {
            for (String host : addressesOf(target.uri().getHost())) {
                keys.add(
                        new Replica.Key(
                                target.uri().getScheme(),
                                host,
                                target.uri().getPort(),
                                target.weight()));
            }
        }
        return keys;
    }

    /** Those of before while the name cannot be resolved; the name itself if it never could. */
    private Set<String> addressesOf(String host) {
        try {
            Set<String> found = new LinkedHashSet<>();
            for (InetAddress address : InetAddress.getAllByName(host)) {
                found.add(address.isLoopbackAddress() ? host : address.getHostAddress());
            }
            resolved.put(host, found);
            return found;
        } catch (UnknownHostException e) {
            return resolved.getOrDefault(host, Set.of(host));
        }
    }

    @Override
    public void start() {
        looking =
                Flux.interval(INTERVAL, Schedulers.boundedElastic())
                        .onBackpressureDrop()
                        .concatMap(tick -> look(), 1)
                        .subscribe();
    }

    /** Asks once around who is there. */
    Mono<Void> look() {
        return Mono.fromRunnable(this::lookUp)
                .doOnError(error -> log.warn("Replicas could not be looked up", error))
                .onErrorComplete()
                .thenMany(Flux.defer(() -> Flux.fromStream(thoseWithAnAlternative())))
                .flatMap(this::probe, PROBES)
                .then();
    }

    /** Who is the only one is called whatever it says of itself. */
    private Stream<Replica> thoseWithAnAlternative() {
        Stream<Replicas> several =
                stable.values().stream().filter(replicas -> replicas.known().size() > 1);
        return Stream.concat(several, canary.values().stream())
                .flatMap(replicas -> replicas.known().stream());
    }

    /**
     * A clear no counts. So does silence, of who has spoken before: a management port that is
     * closed is the first sign of a replica that stops. Another may be out of reach from here.
     */
    private Mono<Void> probe(Replica replica) {
        return http.get()
                .uri(
                        "%s://%s:%d/actuator/health/readiness"
                                .formatted(
                                        replica.key().scheme(),
                                        replica.key().host(),
                                        replica.key().port() + MANAGEMENT_OFFSET))
                .exchangeToMono(answer ->
                        answer.releaseBody().thenReturn(answer.statusCode().value() != 503))
                .timeout(PROBE)
                .doOnNext(replica::ready)
                .doOnError(error -> replica.saidNothing())
                .onErrorComplete()
                .then();
    }

    @Override
    public void stop() {
        looking.dispose();
    }

    @Override
    public boolean isRunning() {
        return !looking.isDisposed();
    }
}
