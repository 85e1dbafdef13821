package io.maltan.community.member;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** Nobody has the id, or the person and the caller have blocked one another. */
public final class MemberNotFound extends NotFound {

    public MemberNotFound(UUID id) {
        super("member_not_found", id);
    }
}
