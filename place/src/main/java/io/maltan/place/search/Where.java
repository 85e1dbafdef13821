package io.maltan.place.search;

import io.maltan.place.geography.Coordinates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where somebody wants to find something: in one of the areas or regions of a name. */
record Where(List<Area> areas, List<String> regions) {

    static Where in(Area area) {
        return new Where(List.of(area), List.of());
    }

    /** Where it is; null where it is in several places. */
    @Nullable Coordinates centre() {
        return areas.size() == 1 ? areas.getFirst().centre() : null;
    }

    boolean isNowhere() {
        return areas.isEmpty() && regions.isEmpty();
    }
}
