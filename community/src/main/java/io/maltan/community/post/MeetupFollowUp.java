package io.maltan.community.post;

import reactor.core.publisher.Mono;

/** What else happens when a meetup changes, in the same transaction. */
public interface MeetupFollowUp {

    Mono<Void> changed(Post post, MeetupPlan former, MeetupPlan now);

    Mono<Void> withdrawn(Post post, MeetupPlan plan);

    Mono<Void> restored(Post post, MeetupPlan plan);
}
