package io.maltan.community.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.maltan.platform.events.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * That somebody has read notifications, on one of their devices; the others follow it.
 *
 * @param ids which
 * @param upTo or all up to this time
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NotificationsRead(
        UUID recipientId, @Nullable List<UUID> ids, @Nullable Instant upTo, long unreadCount) {

    static final String TYPE = "notifications.read";

    NewEvent toEvent() {
        return new NewEvent(TYPE, recipientId.toString(), this);
    }
}
