package io.maltan.platform.person;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * This service's part in an erasure: it erases, remembers whom, and answers, all in one
 * transaction. Asked again it does so again.
 */
final class ErasureHandler implements EventHandler {

    static final String REQUESTED = "user.erasure_requested";
    static final String ERASED = "user.erased";

    /** What the user service asks of all. */
    record Request(UUID erasureId, UUID userId) {}

    /** The answer of one service. */
    record Answer(UUID erasureId, UUID userId, String service) {}

    private final Erasure erasure;
    private final Outbox outbox;
    private final EventJson json;
    private final String service;

    ErasureHandler(Erasure erasure, Outbox outbox, EventJson json, String service) {
        this.erasure = erasure;
        this.outbox = outbox;
        this.json = json;
        this.service = service;
    }

    @Override
    public String stream() {
        return EventStreams.USER;
    }

    @Override
    public Set<String> types() {
        return Set.of(REQUESTED);
    }

    @Override
    public Mono<Void> handle(Event event) {
        Request request = json.read(event, Request.class);
        return erasure.of(request.userId()).then(outbox.append(answer(request)));
    }

    private NewEvent answer(Request request) {
        return new NewEvent(
                ERASED,
                request.userId().toString(),
                new Answer(request.erasureId(), request.userId(), service));
    }
}
