package io.maltan.place.search;

import io.maltan.place.geography.Coordinates;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody wants to find something: in an area or in one of the regions of the same name.
 *
 * @param area null where regions alone are meant
 */
record Where(@Nullable Area area, List<String> regions) {

    static Where in(Area area) {
        return new Where(area, List.of());
    }

    /** Null where regions alone are meant. */
    @Nullable Coordinates centre() {
        return area == null ? null : area.centre();
    }

    boolean isNowhere() {
        return area == null && regions.isEmpty();
    }
}
