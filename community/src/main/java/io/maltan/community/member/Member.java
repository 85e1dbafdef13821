package io.maltan.community.member;

import java.util.List;
import java.util.UUID;

/** A person with an account. */
public record Member(UUID id, String displayName, List<String> preferredRegions) {

    public Member {
        preferredRegions = List.copyOf(preferredRegions);
    }
}
