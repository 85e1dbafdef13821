package io.maltan.community.notice;

import io.maltan.platform.events.NewEvent;
import java.util.UUID;

/** That somebody has a new notification, or one that has grown; the stream of theirs follows it. */
public record NoticeGiven(UUID recipientId, UUID notificationId) {

    public static final String TYPE = "notification.given";

    NewEvent toEvent() {
        return new NewEvent(TYPE, recipientId.toString(), this);
    }
}
