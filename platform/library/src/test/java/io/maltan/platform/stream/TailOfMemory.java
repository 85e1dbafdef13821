package io.maltan.platform.stream;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventTail;
import io.maltan.platform.events.StreamedEvent;
import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.node.JsonNodeFactory;

/** A stream that remembers all but what is declared forgotten. */
final class TailOfMemory implements EventTail {

    private final Sinks.Many<StreamedEvent> events = Sinks.many().replay().all();
    private int last;
    private int forgotten;

    /** Publishes an event of a type; its position is its number. */
    void publish(String type) {
        last++;
        Event event =
                new Event(
                        new UUID(0, last),
                        "memory",
                        type,
                        "subject",
                        Instant.EPOCH,
                        null,
                        JsonNodeFactory.instance.numberNode(last));
        events.tryEmitNext(new StreamedEvent(last + "-0", event)).orThrow();
    }

    void forgetUpTo(int position) {
        forgotten = position;
    }

    @Override
    public Flux<StreamedEvent> live(String stream) {
        return Flux.defer(() -> after(stream, last + "-0"));
    }

    @Override
    public Flux<StreamedEvent> after(String stream, String position) {
        return events.asFlux().filter(event -> number(event.position()) > number(position));
    }

    @Override
    public Mono<String> position(String stream) {
        return Mono.fromSupplier(() -> last + "-0");
    }

    @Override
    public Mono<Boolean> retains(String stream, String position) {
        return Mono.fromSupplier(() ->
                position.matches("\\d+-0")
                        && number(position) >= forgotten
                        && number(position) <= last);
    }

    private static int number(String position) {
        return Integer.parseInt(position.substring(0, position.indexOf('-')));
    }
}
