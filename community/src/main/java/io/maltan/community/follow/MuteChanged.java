package io.maltan.community.follow;

import java.util.UUID;

/** That somebody muted or unmuted somebody; the open streams of the one who did follow it. */
public record MuteChanged(UUID muterId, UUID mutedId, boolean muted) {

    public static final String TYPE = "mute.changed";

    /** Whether what this person sees may be another now. */
    public boolean concerns(UUID person) {
        return muterId.equals(person);
    }
}
