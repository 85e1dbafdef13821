package io.maltan.community.notice;

import io.maltan.platform.events.Outbox;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Tells people things, in the transaction of what causes them: both are true or neither.
 *
 * <p>Nobody is told what they did themselves, what somebody did whom they have blocked or muted or
 * who has blocked them, or what they declined to hear.
 */
@Component
public class Notifier {

    private final R2dbcNotices notices;
    private final Outbox outbox;

    Notifier(R2dbcNotices notices, Outbox outbox) {
        this.notices = notices;
        this.outbox = outbox;
    }

    public Mono<Void> tell(Notice notice) {
        return tell(List.of(notice));
    }

    public Mono<Void> tell(List<Notice> told) {
        return told.isEmpty()
                ? Mono.empty()
                : notices.give(told).collectList().flatMap(this::announce);
    }

    private Mono<Void> announce(List<NoticeGiven> given) {
        return outbox.append(given.stream().map(NoticeGiven::toEvent).toList());
    }
}
