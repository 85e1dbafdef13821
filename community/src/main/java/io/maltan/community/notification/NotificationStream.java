package io.maltan.community.notification;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.maltan.community.live.OncePerEvent;
import io.maltan.community.notice.NoticeGiven;
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

/** A person's notifications as they come, grow and are read elsewhere. */
@Component
class NotificationStream {

    private final ResumableStreams streams;
    private final R2dbcNotifications stored;
    private final EventJson json;
    private final OncePerEvent<Told> told = new OncePerEvent<>();

    NotificationStream(ResumableStreams streams, R2dbcNotifications stored, EventJson json) {
        this.streams = streams;
        this.stored = stored;
        this.json = json;
    }

    Flux<StreamMessage> watch(UUID recipient, @Nullable String lastEventId) {
        String subject = recipient.toString();
        return streams.from(
                EventStreams.COMMUNITY,
                lastEventId,
                event ->
                        event.subject().equals(subject) ? project(event, recipient) : Mono.empty());
    }

    private Mono<StreamMessage> project(Event event, UUID recipient) {
        return switch (event.type()) {
            case NoticeGiven.TYPE ->
                    told.read(event.id(), () -> find(event, recipient))
                            .map(told -> StreamMessage.of("notification", told));
            case NotificationsRead.TYPE -> {
                NotificationsRead read = json.read(event, NotificationsRead.class);
                yield Mono.just(StreamMessage.of("notifications_read", read));
            }
            default -> Mono.empty();
        };
    }

    /** As it is now: what was withdrawn meanwhile is not told any more. */
    private Mono<Told> find(Event event, UUID recipient) {
        NoticeGiven given = json.read(event, NoticeGiven.class);
        return Mono.zip(
                stored.find(recipient, given.notificationId()),
                stored.countUnread(recipient),
                Told::new);
    }

    /** A notification, and how many are unread with it. */
    record Told(@JsonUnwrapped NotificationView notification, long unreadCount) {}
}
