package io.maltan.platform.page;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A page of a list.
 *
 * @param nextCursor where the next page begins; absent on the last
 */
public record Page<T>(List<T> items, @Nullable String nextCursor) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * Cuts a page out of a result that was read with one item more than the page takes.
     *
     * @param read up to {@code limit + 1} items
     * @param cursorAfter the cursor that stands after an item
     */
    public static <T> Page<T> of(List<T> read, int limit, Function<? super T, Cursor> cursorAfter) {
        if (read.size() <= limit) {
            return new Page<>(read, null);
        }
        List<T> items = read.subList(0, limit);
        return new Page<>(items, cursorAfter.apply(items.getLast()).encoded());
    }

    /** The same page with each item seen otherwise. */
    public <R> Page<R> map(Function<? super T, ? extends R> view) {
        return new Page<>(items.stream().<R>map(view).toList(), nextCursor);
    }
}
