package io.maltan.recommendation.feedback;

import io.maltan.platform.id.Ids;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Tells the listeners of this replica. */
@Component
final class FeedbackAnnouncements {

    private final UUID replica = Ids.next();
    private final ObjectProvider<FeedbackListener> listeners;

    FeedbackAnnouncements(ObjectProvider<FeedbackListener> listeners) {
        this.listeners = listeners;
    }

    /** The name that this replica goes by, as long as it runs, in the events that it causes. */
    UUID replica() {
        return replica;
    }

    void given(List<Feedback> given, List<VisitChange> visits) {
        UUID userId = given.getFirst().userId();
        each(listener -> listener.given(userId, given));
        visitsChanged(visits);
    }

    void withdrawn(List<Feedback> gone, List<VisitChange> visits) {
        UUID userId = gone.getFirst().userId();
        each(listener -> listener.withdrawn(userId, gone));
        visitsChanged(visits);
    }

    void visitsChanged(List<VisitChange> visits) {
        visits.forEach(visit ->
                each(listener -> listener.counted(visit.placeId(), visit.at(), visit.people())));
    }

    void changed(UUID userId) {
        each(listener -> listener.changed(userId));
    }

    void missed() {
        each(FeedbackListener::missed);
    }

    private void each(Consumer<FeedbackListener> action) {
        listeners.orderedStream().forEach(action);
    }
}
