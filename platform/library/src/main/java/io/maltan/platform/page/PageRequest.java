package io.maltan.platform.page;

import org.jspecify.annotations.Nullable;

/**
 * Which page a client asks for; a controller parameter filled from {@code limit} and {@code
 * cursor}.
 *
 * @param limit items wanted, 1 to 100
 * @param cursor where to begin; null for the first page
 */
public record PageRequest(int limit, @Nullable Cursor cursor) {

    public static final int DEFAULT_LIMIT = 20;
    public static final int HIGHEST_LIMIT = 100;

    /** How many items to read so that {@link Page#of} knows whether more follow. */
    public int limitPlusOne() {
        return limit + 1;
    }
}
