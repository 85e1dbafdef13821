package io.maltan.recommendation.feedback;

import java.time.Instant;
import java.util.UUID;

/** That somebody came to a place. */
record Visit(UUID placeId, Instant at) {}
