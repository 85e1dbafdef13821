package io.maltan.platform.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.env.Environment;
import org.springframework.http.HttpHeaders;
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

    /** Well-formed, but of nobody: it is refused after all that any token goes through. */
    private static final String FORGED_TOKEN =
            part("{\"alg\":\"RS256\",\"typ\":\"JWT\"}") + "." + part("{}") + "." + part("unsigned");

    /** A service that cannot answer now is ready all the same: it may be its database. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final List<String> paths;
    private final List<Rehearsal> rehearsals;
    private final Environment environment;
    private final Duration longest;

    FirstRequests(List<String> paths, List<Rehearsal> rehearsals, Environment environment) {
        this(paths, rehearsals, environment, LONGEST);
    }

    FirstRequests(
            List<String> paths,
            List<Rehearsal> rehearsals,
            Environment environment,
            Duration longest) {
        this.paths = paths;
        this.rehearsals = rehearsals;
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
                .concatMap(round -> askForAll(service).thenMany(rehearseAll()))
                .then()
                .timeout(longest)
                .onErrorResume(error -> {
                    log.warn("The first requests had no answer yet: {}", error.toString());
                    return Mono.empty();
                })
                .block();
    }

    private Mono<Void> askForAll(WebClient service) {
        return Flux.fromIterable(paths)
                .concatMap(path -> ask(service, path, headers -> {}))
                .then(
                        ask(
                                service,
                                paths.getFirst(),
                                headers -> headers.setBearerAuth(FORGED_TOKEN)));
    }

    private Flux<Void> rehearseAll() {
        return Flux.fromIterable(rehearsals)
                .concatMap(rehearsal ->
                        rehearsal
                                .rehearse()
                                .doOnError(error -> log.warn("A rehearsal failed", error))
                                .onErrorComplete());
    }

    private static String part(String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Mono<Void> ask(WebClient service, String path, Consumer<HttpHeaders> headers) {
        return service.get()
                .uri(path)
                .headers(headers)
                .exchangeToMono(answer -> {
                    log.debug("{} answered {}", path, answer.statusCode());
                    return answer.releaseBody();
                });
    }
}
