package io.maltan.recommendation.place;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bytes that are written once and read now and then, in blocks. Those that are full lie in a file
 * without a name and take no memory of the process; what of it the system keeps in its cache it may
 * drop at any time. Where no file can be written they stay on the heap.
 *
 * <p>One thread appends, any may read. Blocks are mapped too, for the sake of a reader that is
 * interrupted, which closes a channel for good; they are read from the mapping from then on.
 */
final class NameFile {

    private static final Logger log = LoggerFactory.getLogger(NameFile.class);
    private static final int BLOCK_BITS = 18;
    private static final int BLOCK = 1 << BLOCK_BITS;

    /** What positions are multiples of. */
    private static final int ALIGNMENT = 4;

    private final @Nullable Path directory;
    private volatile @Nullable FileChannel channel;
    private boolean isOnHeap;
    private int heapBlocks;
    private volatile MemorySegment[] blocks = new MemorySegment[0];
    private byte[] last = new byte[0];
    private int used = BLOCK;

    /**
     * An empty one.
     *
     * @param directory where the file is made; null for the usual place of such files
     */
    NameFile(@Nullable Path directory) {
        this.directory = directory;
    }

    @Nullable Path directory() {
        return directory;
    }

    /** Appends bytes, not more than a block takes; returns their position in units of four. */
    int add(byte[] bytes) {
        if (used + bytes.length > BLOCK) {
            begin();
        }
        System.arraycopy(bytes, 0, last, used, bytes.length);
        int position = ((blocks.length - 1) << BLOCK_BITS) + used;
        used = (used + bytes.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        return position / ALIGNMENT;
    }

    private void begin() {
        MemorySegment[] more = Arrays.copyOf(blocks, blocks.length + 1);
        if (blocks.length > 0) {
            more[blocks.length - 1] = written(blocks.length - 1);
        }
        last = new byte[BLOCK];
        heapBlocks++;
        more[blocks.length] = MemorySegment.ofArray(last);
        used = 0;
        blocks = more;
    }

    private MemorySegment written(int block) {
        if (!isOnHeap) {
            try {
                return mapped(block);
            } catch (IOException e) {
                log.warn("Names of places stay on the heap: no file can be written", e);
                isOnHeap = true;
            }
        }
        return MemorySegment.ofArray(last);
    }

    private MemorySegment mapped(int block) throws IOException {
        FileChannel file = channel;
        if (file == null) {
            file = nameless();
            channel = file;
        }
        long from = (long) block << BLOCK_BITS;
        ByteBuffer bytes = ByteBuffer.wrap(last);
        while (bytes.hasRemaining()) {
            var _ = file.write(bytes, from + bytes.position());
        }
        heapBlocks--;
        return file.map(FileChannel.MapMode.READ_ONLY, from, BLOCK, Arena.ofAuto());
    }

    /** Deleted while it is open, so that nothing is left behind however the process ends. */
    private FileChannel nameless() throws IOException {
        if (directory != null) {
            var _ = Files.createDirectories(directory);
        }
        Path path =
                directory == null
                        ? Files.createTempFile("maltan", ".names")
                        : Files.createTempFile(directory, "maltan", ".names");
        return FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** So many bytes from a position on, fewer where its block ends before. */
    byte[] read(int position, int most) {
        long from = (long) position * ALIGNMENT;
        MemorySegment block = blocks[(int) (from >>> BLOCK_BITS)];
        int at = (int) (from & (BLOCK - 1));
        byte[] bytes = new byte[Math.min(most, BLOCK - at)];
        if (!block.isMapped() || !isReadFromFile(from, bytes)) {
            MemorySegment.copy(block, ValueLayout.JAVA_BYTE, at, bytes, 0, bytes.length);
        }
        return bytes;
    }

    private boolean isReadFromFile(long from, byte[] bytes) {
        FileChannel file = channel;
        ByteBuffer into = ByteBuffer.wrap(bytes);
        try {
            while (file != null && into.hasRemaining()) {
                if (file.read(into, from + into.position()) < 0) {
                    return false;
                }
            }
            return file != null;
        } catch (IOException e) {
            return false;
        }
    }

    /** What is in the file. */
    long fileBytes() {
        return Math.max(0, blocks.length - heapBlocks) * (long) BLOCK;
    }

    long heapBytes() {
        return heapBlocks * (long) BLOCK;
    }
}
