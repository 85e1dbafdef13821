package io.maltan.community.notification;

import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.maltan.platform.stream.EventStream;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/community/notifications")
class NotificationController {

    private final Notifications notifications;
    private final NotificationStream stream;
    private final Preferences preferences;

    NotificationController(
            Notifications notifications, NotificationStream stream, Preferences preferences) {
        this.notifications = notifications;
        this.stream = stream;
        this.preferences = preferences;
    }

    @GetMapping
    Mono<NotificationPage> list(
            @RequestParam(defaultValue = "false") boolean unread, PageRequest page, Caller caller) {
        return notifications.list(caller.id(), unread, page);
    }

    @PostMapping("/read")
    Mono<Notifications.UnreadCount> read(
            @RequestBody(required = false) @Nullable Reading reading, Caller caller) {
        return notifications.read(caller.id(), reading == null ? Reading.EVERYTHING : reading);
    }

    @GetMapping("/preferences")
    Mono<Map<String, Boolean>> preferences(Caller caller) {
        return preferences.of(caller.id());
    }

    @PutMapping("/preferences")
    Mono<Map<String, Boolean>> prefer(
            @RequestBody Map<String, @Nullable Boolean> wishes, Caller caller) {
        return preferences.replace(caller.id(), wishes);
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    EventStream stream(
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String lastEventId,
            Caller caller) {
        return new EventStream(stream.watch(caller.id(), lastEventId), Optional.of(caller));
    }
}
