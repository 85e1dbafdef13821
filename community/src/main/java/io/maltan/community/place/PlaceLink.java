package io.maltan.community.place;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place that posts can be tied to.
 *
 * @param region the code of the region that it lies in
 * @param version the version of the place that this picture shows
 */
public record PlaceLink(UUID id, String name, @Nullable String region, long version) {}
