package io.maltan.platform.testing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;

/** Gives the context of a {@link MaltanServiceTest} its servers. */
final class MaltanServiceTestCustomizerFactory implements ContextCustomizerFactory {

    private static final String DYNAMIC_PROPERTIES = "Dynamic Test Properties";

    /** The secret that tests show on internal paths. */
    static final String INTERNAL_SECRET = "test-internal-secret";

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        MaltanServiceTest annotation =
                AnnotatedElementUtils.findMergedAnnotation(testClass, MaltanServiceTest.class);
        return annotation == null ? null : new Servers(annotation.service());
    }

    private record Servers(String service) implements ContextCustomizer {

        @Override
        public void customizeContext(
                ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            TestPostgres.Database database = TestPostgres.database(service);
            TestRedis.Database redis = TestRedis.database();
            context.getBeanFactory().registerSingleton("wholeAnswers", new WholeAnswers());
            addBelowDynamicProperties(
                    context.getEnvironment().getPropertySources(),
                    new MapPropertySource(
                            "maltan-test-servers",
                            Map.ofEntries(
                                    Map.entry("spring.r2dbc.url", database.r2dbcUrl()),
                                    Map.entry("spring.r2dbc.username", database.user()),
                                    Map.entry("spring.r2dbc.password", database.password()),
                                    Map.entry("maltan.test.jdbc-url", database.jdbcUrl()),
                                    Map.entry("spring.data.redis.host", redis.host()),
                                    Map.entry("spring.data.redis.port", redis.port()),
                                    Map.entry("spring.data.redis.database", redis.index()),
                                    Map.entry("maltan.internal-secret", INTERNAL_SECRET),
                                    Map.entry("maltan.security.issuer", TestTokens.ISSUER),
                                    Map.entry(
                                            "maltan.security.jwks-uri",
                                            TestTokens.jwksUri().toString()),
                                    Map.entry("maltan.web.time-limit", "15s"),
                                    Map.entry("maltan.web.first-requests", ""),
                                    Map.entry("management.server.port", 0))));
        }

        /** What a test sets by {@code @DynamicPropertySource} wins, whichever comes first. */
        private static void addBelowDynamicProperties(
                MutablePropertySources sources, MapPropertySource servers) {
            if (sources.contains(DYNAMIC_PROPERTIES)) {
                sources.addAfter(DYNAMIC_PROPERTIES, servers);
            } else {
                sources.addFirst(servers);
            }
        }
    }
}
