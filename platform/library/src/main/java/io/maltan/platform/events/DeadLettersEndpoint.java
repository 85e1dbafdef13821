package io.maltan.platform.events;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import reactor.core.publisher.Mono;

/** Shows the operator what could not be handled, and has it handled again. */
@Endpoint(id = "deadletters")
final class DeadLettersEndpoint {

    private static final int SHOWN = 100;

    /**
     * The answer to a look.
     *
     * @param count of all
     * @param oldest the first of them
     */
    record Overview(long count, List<DeadLetter> oldest) {}

    /**
     * The answer to a replay.
     *
     * @param handled how many are dead letters no longer
     */
    record Replayed(long handled) {}

    private final DeadLetters deadLetters;

    DeadLettersEndpoint(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @ReadOperation
    public Mono<Overview> overview() {
        return Mono.zip(deadLetters.count(), deadLetters.list(SHOWN).collectList(), Overview::new);
    }

    /** Replays one, or without an id all that {@link #overview()} shows. */
    @WriteOperation
    public Mono<Replayed> replay(@Nullable String id) {
        Mono<Long> handled =
                id == null
                        ? deadLetters.replay(SHOWN)
                        : deadLetters.replay(id).map(done -> done ? 1L : 0L);
        return handled.map(Replayed::new);
    }
}
