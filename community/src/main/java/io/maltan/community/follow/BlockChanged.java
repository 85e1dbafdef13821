package io.maltan.community.follow;

import java.util.UUID;

/** That somebody blocked or unblocked somebody; open streams follow it. */
public record BlockChanged(UUID blockerId, UUID blockedId, boolean blocked) {

    public static final String TYPE = "block.changed";

    /** Whether what this person sees may be another now. */
    public boolean concerns(UUID person) {
        return blockerId.equals(person) || blockedId.equals(person);
    }
}
