package io.maltan.platform.events;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * All that a service does with the events of a stream, each event in one transaction with its note
 * in the inbox.
 */
final class Handlers {

    private final String stream;
    private final List<EventHandler> handlers;
    private final Inbox inbox;
    private final TransactionalOperator transactional;
    private final EventsProperties properties;
    private final Steps steps;
    private final MeterRegistry meters;

    Handlers(
            String stream,
            List<EventHandler> handlers,
            Inbox inbox,
            TransactionalOperator transactional,
            EventsProperties properties,
            Steps steps,
            MeterRegistry meters) {
        this.stream = stream;
        this.handlers = List.copyOf(handlers);
        this.inbox = inbox;
        this.transactional = transactional;
        this.properties = properties;
        this.steps = steps;
        this.meters = meters;
    }

    String stream() {
        return stream;
    }

    boolean want(String type) {
        return handlers.stream().anyMatch(handler -> handler.types().contains(type));
    }

    /** Handles an event that was not handled before; false where it was. */
    Mono<Boolean> handle(Event event) {
        return Uninterrupted.run(() -> transaction(event))
                .timeout(properties.handling().plus(properties.databaseLimit()), connectionLost())
                .doOnNext(this::count);
    }

    /** Handlers are given less; the event is not to blame for what else takes longer. */
    private static Mono<Boolean> connectionLost() {
        return Mono.error(() ->
                new TransientDataAccessResourceException("The transaction has not ended in time"));
    }

    private Mono<Boolean> transaction(Event event) {
        return inbox.note(event.id())
                .delayUntil(noted -> steps.reached(Step.NOTED))
                .delayUntil(noted -> noted ? handleNew(event) : Mono.empty())
                .as(transactional::transactional);
    }

    private Mono<Void> handleNew(Event event) {
        return Flux.fromIterable(handlers)
                .filter(handler -> handler.types().contains(event.type()))
                .concatMap(handler -> handler.handle(event))
                .then()
                .timeout(properties.handling())
                .then(steps.reached(Step.HANDLED));
    }

    private void count(boolean handled) {
        meters.counter(
                        handled ? "maltan.events.handled" : "maltan.events.duplicates",
                        "stream",
                        stream)
                .increment();
    }
}
