package io.maltan.platform.stream;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.security.Caller;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A service with a stream and a handler of its own events. */
@EnableAutoConfiguration
@Import({StreamingService.HouseController.class, StreamingService.HouseHandler.class})
class StreamingService {

    record House(String name) {}

    /** Of its own: the end of a service takes the event loops that all share with it. */
    @Bean
    ReactorResourceFactory reactorResourceFactory() {
        ReactorResourceFactory resources = new ReactorResourceFactory();
        resources.setUseGlobalResources(false);
        return resources;
    }

    @RestController
    static class HouseController {

        private final ResumableStreams resumable;

        HouseController(ServerStreams streams, ResumableStreams resumable) {
            this.resumable = resumable;
        }

        @GetMapping("/houses/stream")
        EventStream stream(
                @RequestHeader(name = "Last-Event-ID", required = false)
                        @Nullable String lastEventId,
                Optional<Caller> caller) {
            return new EventStream(
                    resumable.from(EventStreams.PLACE, lastEventId, HouseController::toMessage),
                    caller);
        }

        private static Mono<StreamMessage> toMessage(Event event) {
            return Mono.just(StreamMessage.of("house_built", event.data()));
        }
    }

    static class HouseHandler implements EventHandler {

        final AtomicInteger handled = new AtomicInteger();

        @Override
        public String stream() {
            return EventStreams.PLACE;
        }

        @Override
        public Set<String> types() {
            return Set.of("house.built");
        }

        @Override
        public Mono<Void> handle(Event event) {
            return event.subject().equals("ruin")
                    ? Mono.error(() -> new IllegalStateException("fell down"))
                    : Mono.fromRunnable(handled::incrementAndGet);
        }
    }
}
