package io.maltan.gateway;

import io.maltan.platform.testing.TestTokens;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The four services that all tests play, one set for the test run. */
final class Services {

    static final StubService USER = new StubService("user");
    static final StubService PLACE = new StubService("place");
    static final StubService RECOMMENDATION = new StubService("recommendation");
    static final StubService COMMUNITY = new StubService("community");

    static final String INTERNAL_SECRET = "test-internal-secret";

    static {
        USER.answerRevoked(0);
    }

    private Services() {}

    static void register(DynamicPropertyRegistry registry) {
        register(registry, "user", USER);
        register(registry, "place", PLACE);
        register(registry, "recommendation", RECOMMENDATION);
        register(registry, "community", COMMUNITY);
        registry.add("maltan.security.issuer", () -> TestTokens.ISSUER);
        registry.add("maltan.security.jwks-uri", TestTokens::jwksUri);
        registry.add("maltan.internal-secret", () -> INTERNAL_SECRET);
    }

    private static void register(
            DynamicPropertyRegistry registry, String name, StubService service) {
        registry.add("maltan.services." + name, service::uri);
        if (service != USER) {
            // Whose state is thus told by its own port, see UserReplicasTests.
            registry.add("maltan.gateway.health.management." + name, service::uri);
        }
    }
}
