package io.maltan.community.member;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who wrote something, as clients see them. */
public record Author(UUID id, String displayName) {

    /** Nobody's id: who wrote what an erased person wrote. */
    public static final UUID NOBODY = new UUID(0, 0);

    private static final int RANDOM_TAIL = 30;

    /**
     * An author whose name may not have arrived yet.
     *
     * @param displayName null until the account's event has come; a neutral name stands in for it
     */
    public static Author of(UUID id, @Nullable String displayName) {
        return new Author(
                id,
                displayName == null
                        ? "member-" + id.toString().substring(RANDOM_TAIL)
                        : displayName);
    }
}
