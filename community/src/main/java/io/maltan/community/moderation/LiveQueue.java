package io.maltan.community.moderation;

import io.maltan.community.live.OncePerEvent;
import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.stream.ResumableStreams;
import io.maltan.platform.stream.StreamMessage;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queue as it changes. Each change is read once, however many moderators watch. */
@Component
class LiveQueue {

    private final ResumableStreams streams;
    private final R2dbcCases cases;
    private final EventJson json;
    private final OncePerEvent<CaseView> readings = new OncePerEvent<>();

    LiveQueue(ResumableStreams streams, R2dbcCases cases, EventJson json) {
        this.streams = streams;
        this.cases = cases;
        this.json = json;
    }

    /**
     * {@code case_changed} with what is open, {@code case_decided} with what is not any more; not
     * what is about the moderator who watches.
     */
    Flux<StreamMessage> watch(UUID moderator, @Nullable String lastEventId) {
        return streams.from(
                EventStreams.COMMUNITY, lastEventId, event -> project(event, moderator));
    }

    private Mono<StreamMessage> project(Event event, UUID moderator) {
        return event.type().equals(CaseChanged.TYPE)
                ? readings.read(event.id(), () -> read(event))
                        .filter(view -> !view.isAbout(moderator))
                        .map(LiveQueue::toMessage)
                : Mono.empty();
    }

    private Mono<CaseView> read(Event event) {
        return cases.findView(json.read(event, CaseChanged.class).caseId());
    }

    private static StreamMessage toMessage(CaseView view) {
        return StreamMessage.of(view.decision() == null ? "case_changed" : "case_decided", view);
    }
}
