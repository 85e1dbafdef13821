package io.maltan.community.moderation;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import io.maltan.platform.events.EventStreams;
import io.maltan.platform.stream.ResumableStreams;
import io.maltan.platform.stream.StreamMessage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The queue as it changes. Each change is read once, however many moderators watch. */
@Component
class LiveQueue {

    private static final int MOST_READINGS = 256;
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final ResumableStreams streams;
    private final R2dbcCases cases;
    private final EventJson json;
    private final Map<UUID, Mono<StreamMessage>> readings =
            Collections.synchronizedMap(
                    new LinkedHashMap<>() {
                        @Override
                        protected boolean removeEldestEntry(
                                Map.Entry<UUID, Mono<StreamMessage>> eldest) {
                            return size() > MOST_READINGS;
                        }
                    });

    LiveQueue(ResumableStreams streams, R2dbcCases cases, EventJson json) {
        this.streams = streams;
        this.cases = cases;
        this.json = json;
    }

    /** {@code case_changed} with what is open, {@code case_decided} with what is not any more. */
    Flux<StreamMessage> watch(@Nullable String lastEventId) {
        return streams.from(EventStreams.COMMUNITY, lastEventId, this::project);
    }

    private Mono<StreamMessage> project(Event event) {
        return event.type().equals(CaseChanged.TYPE)
                ? readings.computeIfAbsent(
                        event.id(),
                        _ -> read(event).cache(_ -> KEPT, _ -> Duration.ZERO, () -> KEPT))
                : Mono.empty();
    }

    private Mono<StreamMessage> read(Event event) {
        return cases.findView(json.read(event, CaseChanged.class).caseId())
                .map(view ->
                        StreamMessage.of(
                                view.decision() == null ? "case_changed" : "case_decided", view));
    }
}
