package io.maltan.gateway.memory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/**
 * How much may be under way at once without the heap running out. Measured: the idle gateway holds
 * 26 MB, an open stream or a request under way 21 to 28 KB.
 */
public final class HeapRoom {

    private static final Logger log = LoggerFactory.getLogger(HeapRoom.class);
    private static final DataSize RESERVED = DataSize.ofMegabytes(36);
    private static final DataSize EACH = DataSize.ofKilobytes(30);
    private static final double STREAMS_SHARE = 0.5;

    private HeapRoom() {}

    /** How many streams may be open: what is wanted, or less where the heap is too small for it. */
    public static int forStreams(int wanted) {
        return fitting("streams", wanted, STREAMS_SHARE, Runtime.getRuntime().maxMemory());
    }

    /** How many requests may be under way: as for streams. */
    public static int forRequests(int wanted) {
        return fitting("requests", wanted, 1 - STREAMS_SHARE, Runtime.getRuntime().maxMemory());
    }

    static int fitting(String what, int wanted, double share, long heap) {
        long room = (long) (Math.max(0, heap - RESERVED.toBytes()) * share / EACH.toBytes());
        if (room >= wanted) {
            return wanted;
        }
        int fitting = (int) Math.max(1, room);
        log.warn("The heap has room for {} {} at once, not for {}", fitting, what, wanted);
        return fitting;
    }
}
