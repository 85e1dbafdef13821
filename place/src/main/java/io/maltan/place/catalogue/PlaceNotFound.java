package io.maltan.place.catalogue;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** No place has this id, or it was removed. */
public final class PlaceNotFound extends NotFound {

    public PlaceNotFound(UUID id) {
        super("place_not_found", id.toString());
    }
}
