package io.maltan.platform.web;

import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Asks a service that has just started for what clients will ask, before it says that it is ready.
 *
 * <p>The first request of a JVM loads the classes that it goes through and makes the first
 * statements of its connections: beside other services that start as well this takes longer than a
 * request may. Those who come first do not pay for it then, nor those whom a rolling restart sends
 * to a new replica.
 */
final class FirstRequests implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstRequests.class);

    /** The first may run into its time limit; what it did not reach, the others do. */
    private static final int ROUNDS = 3;

    /** A service that cannot answer now is ready all the same: it may be its database. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final List<String> paths;
    private final Environment environment;
    private final Duration longest;

    FirstRequests(List<String> paths, Environment environment) {
        this(paths, environment, LONGEST);
    }

    FirstRequests(List<String> paths, Environment environment, Duration longest) {
        this.paths = paths;
        this.environment = environment;
        this.longest = longest;
    }

    /** Blocks the start, after the server listens. */
    @Override
    public void run(ApplicationArguments arguments) {
        if (paths.isEmpty()) {
            return;
        }
        String port = environment.getRequiredProperty("local.server.port");
        WebClient service = WebClient.create("http://localhost:" + port);
        Flux.range(0, ROUNDS)
                .concatMap(round -> Flux.fromIterable(paths))
                .concatMap(path -> ask(service, path))
                .then()
                .timeout(longest)
                .onErrorResume(error -> {
                    log.warn("The first requests had no answer yet: {}", error.toString());
                    return Mono.empty();
                })
                .block();
    }

    private static Mono<Void> ask(WebClient service, String path) {
        return service.get()
                .uri(path)
                .exchangeToMono(answer -> {
                    log.debug("{} answered {}", path, answer.statusCode());
                    return answer.releaseBody();
                });
    }
}
