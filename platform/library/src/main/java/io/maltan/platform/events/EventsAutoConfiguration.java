package io.maltan.platform.events;

import io.lettuce.core.RedisClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import tools.jackson.databind.json.JsonMapper;

/** Events, as far as there are a database and Redis. */
@AutoConfiguration(
        afterName = {
            "org.springframework.boot.jackson.autoconfigure.JacksonAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcAutoConfiguration",
            "org.springframework.boot.r2dbc.autoconfigure.R2dbcTransactionManagerAutoConfiguration",
            "org.springframework.boot.data.r2dbc.autoconfigure.DataR2dbcAutoConfiguration",
            "org.springframework.boot.transaction.autoconfigure.TransactionAutoConfiguration",
            "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration"
        })
@EnableConfigurationProperties(EventsProperties.class)
public final class EventsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    EventJson eventJson(JsonMapper mapper) {
        return new EventJson(mapper);
    }

    /** What needs Redis alone. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RedisClient.class, LettuceConnectionFactory.class})
    @ConditionalOnBean(LettuceConnectionFactory.class)
    static class Following {

        @Bean
        @ConditionalOnMissingBean
        EventTail eventTail(
                LettuceConnectionFactory connections, EventJson json, EventsProperties properties) {
            return new RedisEventTail(connections, new Envelope(json), properties);
        }
    }

    /** What needs the outbox as well. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RedisClient.class, LettuceConnectionFactory.class, DatabaseClient.class})
    @ConditionalOnBean({LettuceConnectionFactory.class, DatabaseClient.class})
    @ConditionalOnProperty("maltan.events.stream")
    static class Publishing {

        @Bean
        WakeUp outboxWakeUp() {
            return new WakeUp();
        }

        @Bean
        @ConditionalOnMissingBean
        Outbox outbox(DatabaseClient database, EventJson json, WakeUp wakeUp) {
            return new R2dbcOutbox(database, json, wakeUp);
        }

        @Bean
        OutboxRelay outboxRelay(
                DatabaseClient database,
                TransactionalOperator transactional,
                LettuceConnectionFactory connections,
                WakeUp wakeUp,
                EventsProperties properties,
                MeterRegistry meters,
                Environment environment) {
            RedisLink link = new RedisLink(connections, properties.timeLimit());
            OwnStream stream =
                    new OwnStream(
                            link,
                            environment.getRequiredProperty("maltan.events.stream"),
                            environment.getRequiredProperty("spring.application.name"));
            return new OutboxRelay(
                    new OutboxRows(database, transactional, properties.databaseLimit()),
                    stream,
                    link,
                    wakeUp,
                    properties,
                    Clock.systemUTC(),
                    meters,
                    Steps.UNWATCHED);
        }
    }

    /** What needs both sides. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RedisClient.class, LettuceConnectionFactory.class, DatabaseClient.class})
    @ConditionalOnBean({LettuceConnectionFactory.class, DatabaseClient.class})
    @ConditionalOnProperty("maltan.events.stream")
    static class Removing {

        @Bean
        EventTraces eventTraces(
                DatabaseClient database,
                TransactionalOperator transactional,
                Outbox outbox,
                LettuceConnectionFactory connections,
                DeadLetters deadLetters,
                EventsProperties properties,
                Environment environment) {
            OwnStream stream =
                    new OwnStream(
                            new RedisLink(connections, properties.timeLimit()),
                            environment.getRequiredProperty("maltan.events.stream"),
                            environment.getRequiredProperty("spring.application.name"));
            return new OutboxTraces(database, transactional, outbox, stream, deadLetters);
        }
    }

    /** What needs the inbox as well. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({RedisClient.class, LettuceConnectionFactory.class, DatabaseClient.class})
    @ConditionalOnBean({LettuceConnectionFactory.class, DatabaseClient.class})
    static class Consuming {

        @Bean
        EventConsumption eventConsumption(
                DatabaseClient database,
                TransactionalOperator transactional,
                LettuceConnectionFactory connections,
                EventJson json,
                EventsProperties properties,
                MeterRegistry meters,
                Environment environment) {
            return new EventConsumption(
                    environment.getRequiredProperty("spring.application.name"),
                    database,
                    transactional,
                    connections,
                    new Envelope(json),
                    properties,
                    meters,
                    Steps.UNWATCHED);
        }

        @Bean
        EventConsumers eventConsumers(
                EventConsumption consumption,
                ObjectProvider<EventHandler> handlers,
                ObjectProvider<SnapshotLoader> loaders) {
            return consumption.consumers(
                    handlers.orderedStream().toList(), loaders.orderedStream().toList());
        }

        @Bean
        @ConditionalOnMissingBean
        DeadLetters deadLetters(
                EventConsumption consumption, ObjectProvider<EventHandler> handlers) {
            return consumption.deadLetters(handlers.orderedStream().toList());
        }

        @Bean
        @ConditionalOnAvailableEndpoint
        DeadLettersEndpoint deadLettersEndpoint(DeadLetters deadLetters) {
            return new DeadLettersEndpoint(deadLetters);
        }
    }
}
