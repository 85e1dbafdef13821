package io.maltan.community.meetup;

import io.maltan.community.notice.NoticeKind;
import io.maltan.community.post.MeetupFollowUp;
import io.maltan.community.post.MeetupPlan;
import io.maltan.community.post.Post;
import io.maltan.platform.events.Outbox;
import java.time.Instant;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What follows for those who take part when the host changes something. */
@Component
class MeetupChanges implements MeetupFollowUp {

    private final Seating seating;
    private final R2dbcParticipations participations;
    private final R2dbcAnnouncements announcements;
    private final Outbox outbox;

    MeetupChanges(
            Seating seating,
            R2dbcParticipations participations,
            R2dbcAnnouncements announcements,
            Outbox outbox) {
        this.seating = seating;
        this.participations = participations;
        this.announcements = announcements;
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> changed(Post post, MeetupPlan former, MeetupPlan now) {
        if (now.cancelled()) {
            return former.cancelled()
                    ? Mono.empty()
                    : announcements
                            .add(post.id(), NoticeKind.MEETUP_CANCELLED)
                            .then(tellStreams(post));
        }
        Mono<Void> told =
                now.isNewsAfter(former)
                        ? announcements.add(post.id(), NoticeKind.MEETUP_CHANGED)
                        : Mono.empty();
        return told.then(seating.promote(post)).then(tellStreams(post));
    }

    /** Whoever wanted to come has to know that nothing is left of it. */
    @Override
    public Mono<Void> withdrawn(Post post, MeetupPlan plan) {
        return plan.cancelled()
                ? Mono.empty()
                : announcements.add(post.id(), NoticeKind.MEETUP_CANCELLED);
    }

    /** Whoever was told that nothing is left of it has to know that it takes place after all. */
    @Override
    public Mono<Void> restored(Post post, MeetupPlan plan) {
        return plan.cancelled() || plan.startsAt().isBefore(Instant.now())
                ? Mono.empty()
                : announcements
                        .add(post.id(), NoticeKind.MEETUP_CHANGED)
                        .then(seating.promote(post))
                        .then(tellStreams(post));
    }

    private Mono<Void> tellStreams(Post post) {
        return participations
                .find(post.id())
                .flatMap(
                        seats -> outbox.append(MeetupEvents.participantsChanged(post.id(), seats)));
    }
}
