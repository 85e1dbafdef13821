package io.maltan.recommendation.place;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * What fits into the heap, by an estimate that errs on the side of too much: places, what else
 * grows with them, and what the caches of people and the like may hold when they are full.
 */
@Component
public final class MemoryPlan {

    /** Numbers, id with its slot, the hashes of the words of its name, a share of a grid's cell. */
    static final int BYTES_PER_PLACE =
            Columns.BYTES_PER_PLACE + 16 + 8 + PlaceTexts.USUAL_BYTES + 12;

    /** As many places more than there are now as there is room made for. */
    private static final double GROWTH = 1.05;

    private static final int SOME = 10_000;
    private static final double MEGABYTE = 1 << 20;

    private final long heap;
    private final long reserved;
    private final List<MemoryShare> shares;

    @Autowired
    MemoryPlan(MemoryProperties properties, ObjectProvider<MemoryShare> shares) {
        this(
                Runtime.getRuntime().maxMemory(),
                properties.reserved().toBytes(),
                shares.orderedStream().toList());
    }

    private MemoryPlan(long heap, long reserved, List<MemoryShare> shares) {
        this.heap = heap;
        this.reserved = reserved;
        this.shares = shares;
    }

    static MemoryPlan of(long heap, long reserved, List<MemoryShare> shares) {
        return new MemoryPlan(heap, reserved, shares);
    }

    private long fixed() {
        return reserved + shares.stream().mapToLong(MemoryShare::bytes).sum();
    }

    private long bytesPerPlace() {
        return BYTES_PER_PLACE + shares.stream().mapToLong(MemoryShare::bytesPerPlace).sum();
    }

    /** How many places there may be. */
    int mostPlaces() {
        return Math.clamp((heap - fixed()) / bytesPerPlace(), 0, Integer.MAX_VALUE - 8);
    }

    /** For how many to make room at first. */
    int roomFor(long places) {
        return (int) Math.min(mostPlaces(), (long) (places * GROWTH) + SOME);
    }

    /**
     * What is left of the heap for passing work beside so many places, in bytes; never negative.
     */
    public long spare(long places) {
        return Math.max(0, heap - fixed() - places * bytesPerPlace());
    }

    /** Refuses what would end in an OutOfMemoryError later. */
    void check(long places) {
        if (places > mostPlaces()) {
            throw new NotEnoughMemory(
                    String.format(
                            Locale.ROOT,
                            "%s do not fit into a heap of %.0f MB: at most %,d places do. Give the"
                                    + " service -Xmx%.0fm or more.",
                            parts(places),
                            heap / MEGABYTE,
                            mostPlaces(),
                            Math.ceil((places * GROWTH * bytesPerPlace() + fixed()) / MEGABYTE)));
        }
    }

    String summary(long places) {
        return String.format(
                Locale.ROOT,
                "%s, of a heap of %.0f MB; there is room for %,d places",
                parts(places),
                heap / MEGABYTE,
                mostPlaces());
    }

    private String parts(long places) {
        String further =
                shares.stream()
                        .map(share ->
                                part(share.what(), share.bytes() + share.bytesPerPlace() * places))
                        .collect(Collectors.joining());
        return String.format(
                Locale.ROOT,
                "%,d places with about %.0f MB%s and %.0f MB for everything else",
                places,
                places * (double) BYTES_PER_PLACE / MEGABYTE,
                further,
                reserved / MEGABYTE);
    }

    private static String part(String what, long bytes) {
        return String.format(Locale.ROOT, ", %s with %.0f MB", what, bytes / MEGABYTE);
    }

    static final class NotEnoughMemory extends RuntimeException {

        NotEnoughMemory(String message) {
            super(message);
        }
    }
}
