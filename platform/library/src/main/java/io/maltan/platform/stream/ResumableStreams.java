package io.maltan.platform.stream;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventTail;
import io.maltan.platform.events.StreamedEvent;
import io.maltan.platform.events.TailGap;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Event streams as messages for clients, which resume where they broke off. */
public final class ResumableStreams {

    private static final String RESET = "reset";

    private final EventTail tail;
    private final Duration markEvery;

    ResumableStreams(EventTail tail, Duration markEvery) {
        this.tail = tail;
        this.markEvery = markEvery;
    }

    /**
     * Follows a stream from where the client was last.
     *
     * <p>The ids of messages are stream positions. Where the client names a position after which
     * events are missing, the first message is {@code reset}, and the client reloads what it shows.
     * Marks tell a client that sees few messages how far it has come.
     *
     * @param stream one of {@link io.maltan.platform.events.EventStreams}
     * @param lastEventId the header {@code Last-Event-ID}; null for what happens from now on
     * @param project what this client sees of an event, empty where it does not see it; runs for
     *     every event and client, so it must be cheap
     */
    public Flux<StreamMessage> from(
            String stream,
            @Nullable String lastEventId,
            Function<Event, Mono<StreamMessage>> project) {
        return from(stream, lastEventId, Mono.empty(), project);
    }

    /**
     * As above, for a client of whom something has to be known before its first message.
     *
     * @param ready completes once it is known; asked for when it is settled which events follow, so
     *     that it can be brought up to date by these
     */
    public Flux<StreamMessage> from(
            String stream,
            @Nullable String lastEventId,
            Mono<Void> ready,
            Function<Event, Mono<StreamMessage>> project) {
        return Mono.justOrEmpty(lastEventId)
                .filterWhen(position -> tail.retains(stream, position))
                .map(position -> new Beginning(position, Optional.empty()))
                .switchIfEmpty(Mono.defer(() -> now(stream, lastEventId != null)))
                .delayUntil(_ -> ready)
                .flatMapMany(beginning -> after(stream, beginning, project))
                .onErrorResume(TailGap.class, _ -> reset(stream, project));
    }

    private Flux<StreamMessage> reset(String stream, Function<Event, Mono<StreamMessage>> project) {
        return now(stream, true).flatMapMany(beginning -> after(stream, beginning, project));
    }

    private Mono<Beginning> now(String stream, boolean reset) {
        return tail.position(stream)
                .map(now ->
                        new Beginning(
                                now,
                                Optional.of(
                                        reset
                                                ? new StreamMessage(now, RESET, Map.of())
                                                : StreamMessage.mark(now))));
    }

    /** Where a stream begins, and the message that says so. */
    private record Beginning(String position, Optional<StreamMessage> message) {}

    private Flux<StreamMessage> after(
            String stream, Beginning beginning, Function<Event, Mono<StreamMessage>> project) {
        Flux<StreamMessage> following = after(stream, beginning.position(), project);
        return beginning.message().map(following::startWith).orElse(following);
    }

    private Flux<StreamMessage> after(
            String stream, String position, Function<Event, Mono<StreamMessage>> project) {
        return Flux.defer(() -> {
            Marks marks = new Marks(markEvery);
            return tail.after(stream, position)
                    .concatMap(event -> toMessage(event, project, marks), 0);
        });
    }

    private static Mono<StreamMessage> toMessage(
            StreamedEvent event, Function<Event, Mono<StreamMessage>> project, Marks marks) {
        return project.apply(event.event())
                .map(message -> message.at(event.position()))
                .doOnNext(message -> marks.restart())
                .switchIfEmpty(Mono.defer(() -> marks.due(event.position())));
    }

    /**
     * Makes a mark of an event that a client does not see, when it has seen nothing for a while.
     */
    private static final class Marks {

        private final long every;
        private long last = System.nanoTime();

        Marks(Duration every) {
            this.every = every.toNanos();
        }

        void restart() {
            last = System.nanoTime();
        }

        Mono<StreamMessage> due(String position) {
            if (System.nanoTime() - last < every) {
                return Mono.empty();
            }
            restart();
            return Mono.just(StreamMessage.mark(position));
        }
    }
}
