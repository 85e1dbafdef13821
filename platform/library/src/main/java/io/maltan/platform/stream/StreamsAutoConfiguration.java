package io.maltan.platform.stream;

import io.maltan.platform.events.EventTail;
import io.maltan.platform.events.EventsAutoConfiguration;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.event.ContextClosedEvent;
import tools.jackson.databind.json.JsonMapper;

/** Server-sent events; resumable ones where there are event streams. */
@AutoConfiguration(after = EventsAutoConfiguration.class)
@EnableConfigurationProperties(StreamsProperties.class)
public final class StreamsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    ServerStreams serverStreams(
            StreamsProperties properties, JsonMapper json, MeterRegistry meters) {
        return new ServerStreams(properties, new ServerSentEvents(json), meters, Clock.systemUTC());
    }

    @Bean
    EventStreamHandler eventStreamHandler(ServerStreams streams) {
        return new EventStreamHandler(streams);
    }

    /**
     * Before the web server waits for its open requests; the management context closes on its own
     * as well.
     */
    @Bean
    ApplicationListener<ContextClosedEvent> streamDraining(
            ServerStreams streams, ApplicationContext context) {
        return closed -> {
            if (closed.getApplicationContext().equals(context)) {
                streams.drain();
            }
        };
    }

    @Bean
    @ConditionalOnBean(EventTail.class)
    @ConditionalOnMissingBean
    ResumableStreams resumableStreams(EventTail tail, StreamsProperties properties) {
        return new ResumableStreams(tail, properties.heartbeat());
    }
}
