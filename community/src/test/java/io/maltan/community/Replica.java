package io.maltan.community;

import io.maltan.platform.testing.TestPostgres;
import io.maltan.platform.testing.TestTokens;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.ParameterizedTypeReference;
import org.springframework.http.HttpMethod;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** One of several replicas of the service, on a database and a Redis that they have in common. */
final class Replica {

    private final ConfigurableApplicationContext context;
    private final WebClient client;

    private Replica(ConfigurableApplicationContext context) {
        this.context = context;
        this.client = WebClient.create(address());
    }

    /**
     * @param settings further ones, as on the command line
     */
    static Replica start(TestPostgres.Database database, int redisPort, String... settings) {
        return new Replica(
                new SpringApplicationBuilder(CommunityApplication.class)
                        .initializers(context ->
                                ((GenericApplicationContext) context)
                                        .registerBean(
                                                ReactorResourceFactory.class,
                                                Replica::resourcesOfItsOwn))
                        .run(arguments(database, redisPort, settings)));
    }

    private static String[] arguments(
            TestPostgres.Database database, int redisPort, String... settings) {
        Stream<String> common =
                Stream.of(
                        "--server.port=0",
                        "--management.server.port=0",
                        "--spring.r2dbc.url=" + database.r2dbcUrl(),
                        "--spring.r2dbc.username=" + database.user(),
                        "--spring.r2dbc.password=" + database.password(),
                        "--spring.data.redis.host=localhost",
                        "--spring.data.redis.port=" + redisPort,
                        "--maltan.internal-secret=replicas",
                        "--maltan.web.time-limit=15s",
                        "--maltan.security.issuer=" + TestTokens.ISSUER,
                        "--maltan.security.jwks-uri=" + TestTokens.jwksUri());
        return Stream.concat(common, Stream.of(settings)).toArray(String[]::new);
    }

    /** The end of one replica must not take the event loops of the others with it. */
    private static ReactorResourceFactory resourcesOfItsOwn() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    Town town() {
        return new Town(
                WebTestClient.bindToServer().baseUrl(address()).build(),
                context.getBean(DatabaseClient.class));
    }

    private String address() {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port");
    }

    Mono<Integer> request(HttpMethod method, String path, UUID person) {
        return client.method(method)
                .uri(path)
                .headers(Town.as(person))
                .exchangeToMono(
                        answer -> answer.releaseBody().thenReturn(answer.statusCode().value()));
    }

    Mono<Integer> publish(UUID author, String title, String region) {
        return client.post()
                .uri("/api/v1/community/posts")
                .headers(Town.as(author))
                .bodyValue(Town.draft(title, region))
                .exchangeToMono(
                        answer -> answer.releaseBody().thenReturn(answer.statusCode().value()));
    }

    Mono<Integer> vote(String path, UUID voter, int value) {
        return client.put()
                .uri(path + "/vote")
                .headers(Town.as(voter))
                .bodyValue(Map.of("value", value))
                .exchangeToMono(
                        answer -> answer.releaseBody().thenReturn(answer.statusCode().value()));
    }

    Flux<ServerSentEvent<JsonNode>> watch(
            String path, @Nullable String token, @Nullable String lastEventId) {
        return client.get()
                .uri(path)
                .headers(headers -> {
                    if (token != null) {
                        headers.setBearerAuth(token);
                    }
                    if (lastEventId != null) {
                        headers.set("Last-Event-ID", lastEventId);
                    }
                })
                .retrieve()
                .bodyToFlux(new ParameterizedTypeReference<ServerSentEvent<JsonNode>>() {});
    }

    void stop() {
        context.close();
    }
}
