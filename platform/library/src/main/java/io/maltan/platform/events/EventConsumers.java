package io.maltan.platform.events;

import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Follows every stream for which there are handlers, and keeps the inbox small. */
final class EventConsumers extends BackgroundWork {

    private static final int FORGOTTEN_AT_ONCE = 1000;

    private final List<StreamConsumer> consumers;
    private final List<RedisLink> links;
    private final Inbox inbox;
    private final EventsProperties properties;

    EventConsumers(
            List<StreamConsumer> consumers,
            List<RedisLink> links,
            Inbox inbox,
            EventsProperties properties) {
        this.consumers = List.copyOf(consumers);
        this.links = List.copyOf(links);
        this.inbox = inbox;
        this.properties = properties;
    }

    @Override
    Mono<Void> work(Stopping stopping) {
        Rounds cleaning = new Rounds("Cleaning the inbox", stopping, properties.longestPause());
        Mono<Void> consuming =
                Flux.fromIterable(consumers)
                        .flatMap(consumer -> consumer.follow(stopping), Integer.MAX_VALUE)
                        .then();
        return consumers.isEmpty()
                ? Mono.empty()
                : Mono.when(
                        consuming,
                        cleaning.repeat(
                                () -> clean().then(cleaning.pause(properties.housekeeping()))));
    }

    private Mono<Void> clean() {
        return inbox.forget(properties.keepHandled(), FORGOTTEN_AT_ONCE);
    }

    @Override
    Mono<Void> release() {
        return Flux.fromIterable(links).flatMap(RedisLink::close).then();
    }
}
