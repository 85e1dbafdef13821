package io.maltan.place.region;

import org.jspecify.annotations.Nullable;
import org.locationtech.jts.geom.Geometry;

/**
 * A region with what it covers.
 *
 * @param shape null for one that is known by its parts alone
 */
record Outline(Region region, @Nullable Geometry shape) {}
