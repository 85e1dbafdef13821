package io.maltan.community.meetup;

import io.maltan.community.member.Viewer;
import io.maltan.platform.security.Caller;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants with regard to a meetup.
 *
 * @param moderatorId who wants somebody else to leave, where it is not the host
 */
record Wish(Kind kind, Viewer viewer, UUID personId, @Nullable UUID moderatorId) {

    enum Kind {
        JOIN,
        LEAVE,
        /** The host wants somebody to leave, for good. */
        EXCLUDE
    }

    static Wish toJoin(Caller caller) {
        return new Wish(Kind.JOIN, Viewer.of(caller), caller.id(), null);
    }

    static Wish toLeave(Caller caller) {
        return new Wish(Kind.LEAVE, Viewer.of(caller), caller.id(), null);
    }

    /** The host shows others out for good, but does not bar themselves. */
    static Wish toShowOut(UUID person, UUID host, Caller caller) {
        if (person.equals(host)) {
            return new Wish(Kind.LEAVE, new Viewer(host, false), host, null);
        }
        UUID moderator = host.equals(caller.id()) ? null : caller.id();
        return new Wish(Kind.EXCLUDE, Viewer.ANYONE, person, moderator);
    }
}
