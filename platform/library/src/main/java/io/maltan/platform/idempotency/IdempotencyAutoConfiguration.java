package io.maltan.platform.idempotency;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import tools.jackson.databind.json.JsonMapper;

/** Idempotent writes in every service that has a database. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration"
        })
@ConditionalOnClass(DatabaseClient.class)
@ConditionalOnBean(DatabaseClient.class)
@EnableConfigurationProperties(IdempotencyProperties.class)
class IdempotencyAutoConfiguration {

    @Bean
    IdempotencyKeys idempotencyKeys(DatabaseClient database, JsonMapper json) {
        return new IdempotencyKeys(database, json);
    }

    /** Behind security, which has to know the caller first. */
    @Bean
    @Order(0)
    IdempotencyFilter idempotencyFilter(
            IdempotencyKeys keys, IdempotencyProperties properties, Environment environment) {
        String secret = environment.getProperty("maltan.internal-secret", "");
        return new IdempotencyFilter(keys, secret, properties.excludedPaths());
    }

    @Bean
    IdempotencyCleanup idempotencyCleanup(IdempotencyKeys keys, IdempotencyProperties properties) {
        return new IdempotencyCleanup(keys, properties.keptFor());
    }
}
