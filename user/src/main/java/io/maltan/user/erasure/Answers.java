package io.maltan.user.erasure;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.user.erasure.ErasureEvents.Erased;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.publisher.Mono;

/** Hears the answers of all four services, each on its own stream. */
@Configuration(proxyBeanMethods = false)
class Answers {

    @Bean
    EventHandler answersOfUser(ErasureSaga saga, EventJson json) {
        return new Answer(EventStreams.USER, saga, json);
    }

    @Bean
    EventHandler answersOfPlace(ErasureSaga saga, EventJson json) {
        return new Answer(EventStreams.PLACE, saga, json);
    }

    @Bean
    EventHandler answersOfRecommendation(ErasureSaga saga, EventJson json) {
        return new Answer(EventStreams.FEEDBACK, saga, json);
    }

    @Bean
    EventHandler answersOfCommunity(ErasureSaga saga, EventJson json) {
        return new Answer(EventStreams.COMMUNITY, saga, json);
    }

    private record Answer(String stream, ErasureSaga saga, EventJson json) implements EventHandler {

        @Override
        public Set<String> types() {
            return Set.of(ErasureEvents.ERASED);
        }

        @Override
        public Mono<Void> handle(Event event) {
            return saga.answered(json.read(event, Erased.class));
        }
    }
}
