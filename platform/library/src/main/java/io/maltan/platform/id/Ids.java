package io.maltan.platform.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/** New identifiers. */
public final class Ids {

    private Ids() {}

    /** A new UUIDv7: ordered by the time it was made, so that indexes stay compact. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpoch();
    }
}
