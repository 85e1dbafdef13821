package io.maltan.recommendation.place;

import java.util.Locale;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** How many places fit into the heap, by an estimate that errs on the side of too much. */
@Component
final class MemoryPlan {

    /**
     * Numbers, id with its slot, names with the hashes of their words, a share of a grid's cell.
     */
    static final int BYTES_PER_PLACE = Columns.BYTES_PER_PLACE + 16 + 8 + 62 + 12;

    /** As many places more than there are now as there is room made for. */
    private static final double GROWTH = 1.05;

    private static final int SOME = 10_000;
    private static final double MEGABYTE = 1 << 20;

    private final long heap;
    private final long reserved;

    @Autowired
    MemoryPlan(MemoryProperties properties) {
        this(Runtime.getRuntime().maxMemory(), properties.reserved().toBytes());
    }

    private MemoryPlan(long heap, long reserved) {
        this.heap = heap;
        this.reserved = reserved;
    }

    static MemoryPlan of(long heap, long reserved) {
        return new MemoryPlan(heap, reserved);
    }

    /** How many places there may be. */
    int mostPlaces() {
        return Math.clamp((heap - reserved) / BYTES_PER_PLACE, 0, Integer.MAX_VALUE - 8);
    }

    /** For how many to make room at first. */
    int roomFor(long places) {
        return (int) Math.min(mostPlaces(), (long) (places * GROWTH) + SOME);
    }

    /** Refuses what would end in an OutOfMemoryError later. */
    void check(long places) {
        if (places > mostPlaces()) {
            throw new NotEnoughMemory(
                    String.format(
                            Locale.ROOT,
                            "%,d places need about %.0f MB, and %.0f MB of this heap of %.0f MB are"
                                    + " reserved for everything else: at most %,d places fit. Give"
                                    + " the service -Xmx%.0fm or more.",
                            places,
                            places * (double) BYTES_PER_PLACE / MEGABYTE,
                            reserved / MEGABYTE,
                            heap / MEGABYTE,
                            mostPlaces(),
                            Math.ceil((places * GROWTH * BYTES_PER_PLACE + reserved) / MEGABYTE)));
        }
    }

    String summary(long places) {
        return String.format(
                Locale.ROOT,
                "%,d places, about %.0f MB of a heap of %.0f MB; there is room for %,d",
                places,
                places * (double) BYTES_PER_PLACE / MEGABYTE,
                heap / MEGABYTE,
                mostPlaces());
    }

    static final class NotEnoughMemory extends RuntimeException {

        NotEnoughMemory(String message) {
            super(message);
        }
    }
}
