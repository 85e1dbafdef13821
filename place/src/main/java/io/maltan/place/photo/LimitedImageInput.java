package io.maltan.place.photo;

import java.io.EOFException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import javax.imageio.stream.FileImageInputStream;

/**
 * An image's bytes, which run dry when decoding takes too long: by the thread's own time, so that a
 * busy machine refuses nothing that an idle one takes.
 */
final class LimitedImageInput extends FileImageInputStream {

    /** Some decoders would ask for ever. */
    private static final int MOST_TIMES_ASKED = 10_000;

    private static final int READS_BETWEEN_LOOKS = 1 << 10;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final long deadline;
    private int reads;
    private int timesAskedBeyondEnd;

    LimitedImageInput(Path file, Duration limit) throws IOException {
        super(file.toFile());
        this.deadline = threads.getCurrentThreadCpuTime() + limit.toNanos();
    }

    /** Whether a decoder wanted more than there is: the file is cut short. */
    boolean isCutShort() {
        return timesAskedBeyondEnd > 0;
    }

    @Override
    public int read() throws IOException {
        requireTime();
        return note(super.read());
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
        reads |= READS_BETWEEN_LOOKS - 1;
        requireTime();
        return note(super.read(bytes, from, length));
    }

    private int note(int read) throws IOException {
        if (read < 0 && ++timesAskedBeyondEnd > MOST_TIMES_ASKED) {
            throw new EOFException("goes on reading at the end");
        }
        return read;
    }

    private void requireTime() {
        if (++reads % READS_BETWEEN_LOOKS == 0 && threads.getCurrentThreadCpuTime() > deadline) {
            throw UnreadablePhoto.takesTooLong();
        }
    }
}
