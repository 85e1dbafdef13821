package io.maltan.community.meetup;

import io.maltan.community.member.Viewer;
import io.maltan.platform.security.Caller;
import java.util.UUID;

/** What somebody wants with regard to a meetup. */
record Wish(Kind kind, Viewer viewer, UUID personId) {

    enum Kind {
        JOIN,
        LEAVE,
        /** The host wants somebody to leave, for good. */
        EXCLUDE
    }

    static Wish toJoin(Caller caller) {
        return new Wish(Kind.JOIN, Viewer.of(caller), caller.id());
    }

    static Wish toLeave(Caller caller) {
        return new Wish(Kind.LEAVE, Viewer.of(caller), caller.id());
    }

    static Wish toExclude(UUID person) {
        return new Wish(Kind.EXCLUDE, Viewer.ANYONE, person);
    }
}
