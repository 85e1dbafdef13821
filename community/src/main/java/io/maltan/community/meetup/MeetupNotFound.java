package io.maltan.community.meetup;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** The post is not a meetup. */
final class MeetupNotFound extends NotFound {

    MeetupNotFound(UUID post) {
        super("meetup_not_found", post);
    }
}
