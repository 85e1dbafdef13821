package io.maltan.community.notification;

import io.maltan.platform.events.Outbox;
import io.maltan.platform.page.PageRequest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What a person was told, and what they have read of it. */
@Service
class Notifications {

    private final R2dbcNotifications stored;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    Notifications(R2dbcNotifications stored, Outbox outbox, TransactionalOperator transactional) {
        this.stored = stored;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    Mono<NotificationPage> list(UUID recipient, boolean unread, PageRequest page) {
        return Mono.zip(
                stored.list(recipient, unread, page),
                stored.countUnread(recipient),
                NotificationPage::of);
    }

    /** Marks notifications as read on all devices; those of others are left alone. */
    Mono<UnreadCount> read(UUID recipient, Reading reading) {
        UUID[] ids = reading.checkedIds();
        return latest(recipient, reading)
                .flatMap(upTo -> read(recipient, ids, ids == null ? upTo : null))
                .defaultIfEmpty(List.of())
                .then(Mono.defer(() -> stored.countUnread(recipient)))
                .map(UnreadCount::new);
    }

    /** Up to when everything was read; empty where what is named is not there. */
    private Mono<Instant> latest(UUID recipient, Reading reading) {
        UUID last = reading.upTo();
        return last == null
                ? Mono.fromSupplier(Instant::now)
                : stored.findUpdatedAt(recipient, last);
    }

    private Mono<List<UUID>> read(UUID recipient, UUID @Nullable [] ids, @Nullable Instant upTo) {
        return stored.read(recipient, ids, upTo)
                .collectList()
                .delayUntil(read -> announce(recipient, read, upTo))
                .as(transactional::transactional);
    }

    private Mono<Void> announce(UUID recipient, List<UUID> read, @Nullable Instant upTo) {
        return read.isEmpty()
                ? Mono.empty()
                : stored.countUnread(recipient)
                        .map(unread ->
                                new NotificationsRead(
                                        recipient, upTo == null ? read : null, upTo, unread))
                        .flatMap(event -> outbox.append(event.toEvent()));
    }

    /** How many notifications are unread. */
    record UnreadCount(long unreadCount) {}
}
