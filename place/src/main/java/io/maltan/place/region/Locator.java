package io.maltan.place.region;

import io.maltan.place.geography.Coordinates;
import java.util.Optional;

/** Finds the code of the smallest region that a position lies in. */
interface Locator {

    Optional<String> at(Coordinates position);
}
