package io.maltan.recommendation.feedback;

import java.time.Instant;
import java.util.UUID;

/**
 * That more people came to a place than was known, or fewer.
 *
 * @param people negative where visits were taken back
 */
record VisitChange(UUID placeId, Instant at, int people) {

    VisitChange reversed() {
        return new VisitChange(placeId, at, -people);
    }
}
