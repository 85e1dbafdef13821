package io.maltan.user.erasure;

import io.maltan.platform.events.NewEvent;
import java.util.UUID;

/** What the services hear of erasures, and answer. */
final class ErasureEvents {

    static final String ERASED = "user.erased";

    private ErasureEvents() {}

    static NewEvent requested(UUID erasureId, UUID person) {
        return new NewEvent(
                "user.erasure_requested", person.toString(), new Requested(erasureId, person));
    }

    private record Requested(UUID erasureId, UUID userId) {}

    /** That a service has erased a person. */
    record Erased(UUID erasureId, UUID userId, String service) {}
}
