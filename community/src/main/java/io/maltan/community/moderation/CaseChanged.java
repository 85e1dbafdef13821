package io.maltan.community.moderation;

import io.maltan.platform.events.NewEvent;
import java.util.UUID;

/** That a case was opened, reported again, or decided; who watches the queue reads what it is. */
record CaseChanged(UUID caseId, boolean open) {

    static final String TYPE = "moderation.case_changed";

    NewEvent toEvent() {
        return new NewEvent(TYPE, caseId.toString(), this);
    }
}
