package io.maltan.platform.person;

import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventTraces;
import io.maltan.platform.events.EventsAutoConfiguration;
import io.maltan.platform.events.Outbox;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.ServerResponse;
import tools.jackson.databind.json.JsonMapper;

/** Export and erasure of people, for every service that has a database and publishes events. */
@AutoConfiguration(after = EventsAutoConfiguration.class)
@ConditionalOnClass({DatabaseClient.class, Outbox.class})
@ConditionalOnBean({DatabaseClient.class, Outbox.class})
@EnableConfigurationProperties(ErasureProperties.class)
class PersonAutoConfiguration {

    @Bean
    R2dbcErasedPeople erasedPeople(DatabaseClient database) {
        return new R2dbcErasedPeople(database);
    }

    @Bean
    Erasure erasure(
            DatabaseClient database,
            ObjectProvider<PersonalData> features,
            R2dbcErasedPeople erased) {
        return new Erasure(database, features.orderedStream().toList(), erased);
    }

    @Bean
    ErasureHandler erasureHandler(
            Erasure erasure, Outbox outbox, EventJson json, Environment environment) {
        return new ErasureHandler(
                erasure, outbox, json, environment.getRequiredProperty("spring.application.name"));
    }

    @Bean
    ErasureAftercare erasureAftercare(
            R2dbcErasedPeople erased,
            Erasure erasure,
            EventTraces traces,
            TransactionalOperator transactional,
            ErasureProperties properties) {
        return new ErasureAftercare(
                erased, erasure, traces, transactional, properties, Clock.systemUTC());
    }

    @Bean
    RouterFunction<ServerResponse> personExport(
            ObjectProvider<PersonalData> features, JsonMapper json) {
        return new PersonExport(features.orderedStream().toList(), json).route();
    }
}
