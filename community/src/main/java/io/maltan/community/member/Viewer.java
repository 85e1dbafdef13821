package io.maltan.community.member;

import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Through whose eyes something is read.
 *
 * @param id null for somebody who is not signed in
 * @param moderator moderators see people who have blocked them
 */
public record Viewer(@Nullable UUID id, boolean moderator) {

    public static final Viewer ANYONE = new Viewer(null, false);

    public static Viewer of(Caller caller) {
        return new Viewer(caller.id(), caller.has(Role.MODERATOR));
    }

    public static Viewer of(Optional<Caller> caller) {
        return caller.map(Viewer::of).orElse(ANYONE);
    }
}
