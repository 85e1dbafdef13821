package io.maltan.community.member;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A person with an account.
 *
 * @param joinedAt when the account was made, where that is known
 */
public record Member(
        UUID id, String displayName, List<String> preferredRegions, @Nullable Instant joinedAt) {

    public Member {
        preferredRegions = List.copyOf(preferredRegions);
    }
}
