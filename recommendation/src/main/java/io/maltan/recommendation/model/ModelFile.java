package io.maltan.recommendation.model;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A trained model as a file that replicas map into memory, in little-endian order:
 *
 * <pre>
 * 0   magic "MALTANRM"
 * 8   version of the format (int), length of the header (int)
 * 16  length of the file (long)
 * 24  CRC-32C of all that follows (long)
 * 32  header: JSON, {@link Header}; then the sections, each at a multiple of 64 bytes
 * </pre>
 */
public final class ModelFile {

    private static final byte[] MAGIC = "MALTANRM".getBytes(StandardCharsets.US_ASCII);
    private static final int FORMAT = 2;
    private static final int PREFIX = 32;
    private static final int LARGEST_HEADER = 1 << 20;
    private static final int CHUNK = 1 << 16;
    private static final String IDS = "ids";
    private static final String VISITORS = "visitors";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Header header;
    private final ItemModel model;
    private final MemorySegment ids;
    private final MemorySegment visitors;
    private final long bytes;

    private ModelFile(Header header, Sections sections, long bytes) {
        this.header = header;
        this.ids = sections.get(IDS);
        this.visitors = sections.get(VISITORS);
        this.bytes = bytes;
        this.model =
                switch (header.kind()) {
                    case ItemGraph.KIND -> ItemGraph.of(sections);
                    case CompositeFilter.KIND -> CompositeFilter.of(sections);
                    default ->
                            throw new IllegalArgumentException(
                                    "a model of the unknown kind " + header.kind());
                };
    }

    public Header header() {
        return header;
    }

    public ItemModel model() {
        return model;
    }

    /** The id of the place that an item is. */
    public UUID id(int item) {
        return new UUID(
                ids.getAtIndex(OffHeap.LONG, 2L * item),
                ids.getAtIndex(OffHeap.LONG, 2L * item + 1));
    }

    /** How many people came to an item. */
    public int visitors(int item) {
        return visitors.getAtIndex(OffHeap.INT, item);
    }

    /** The length of the file. */
    public long bytes() {
        return bytes;
    }

    /**
     * Writes a model; whoever opens the path sees all of it or nothing.
     *
     * @param ids the place that each item is
     * @param visitors how many people came to each item
     */
    public static void write(Path path, About about, ItemModel model, ItemIds ids, int[] visitors) {
        Map<String, MemorySegment> parts = new LinkedHashMap<>();
        parts.put(IDS, ids.segment());
        parts.put(VISITORS, OffHeap.of(visitors));
        parts.putAll(model.sections());
        Path unfinished = path.resolveSibling(path.getFileName() + ".part");
        try {
            new Writing(about, model.kind(), parts).to(unfinished);
            Files.move(
                    unfinished,
                    path,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UnusableModelFile(path, "cannot be written: " + e.getMessage(), e);
        }
    }

    /**
     * Maps a file, which must not be changed as long as it is in use. Reads it once, to check, but
     * not through the mapping: of that only what is ranked with is to be in memory.
     */
    public static ModelFile open(Path path) {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            return new Reading(path, channel).file();
        } catch (IOException e) {
            throw new UnusableModelFile(path, "cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * What is told of a model.
     *
     * @param version names it; unique
     * @param scale what scores are multiplied by to be of the size of the item graph's
     * @param measure how it does on the latest interactions, when trained without them
     * @param graphMeasure how the plain item graph does there
     * @param weights the ranking of what is around somebody, where one was learned
     */
    public record About(
            String version,
            Instant trainedAt,
            long tookMillis,
            int people,
            int interactions,
            double scale,
            @Nullable OfflineMeasure measure,
            @Nullable OfflineMeasure graphMeasure,
            @Nullable RankingWeights weights) {}

    /** The header of a file: what is told of the model, and where its parts lie. */
    public record Header(String kind, About about, List<Section> sections) {

        public Header {
            sections = List.copyOf(sections);
        }
    }

    /** Where a part lies, counted from the beginning of the file. */
    public record Section(String name, long offset, long length) {}

    private static long aligned(long offset) {
        return (offset + OffHeap.ALIGNMENT - 1) / OffHeap.ALIGNMENT * OffHeap.ALIGNMENT;
    }

    private static final class Writing {

        private final Map<String, MemorySegment> parts;
        private final byte[] header;
        private final List<Section> sections;
        private final CRC32C checksum = new CRC32C();

        Writing(About about, String kind, Map<String, MemorySegment> parts) {
            this.parts = parts;
            List<Section> placed = placed(parts, 0);
            int room = json(new Header(kind, about, placed)).length + 16 * parts.size();
            this.sections = placed(parts, PREFIX + room);
            byte[] exact = json(new Header(kind, about, sections));
            this.header = Arrays.copyOf(exact, Math.max(room, exact.length));
            Arrays.fill(header, exact.length, header.length, (byte) ' ');
        }

        private static byte[] json(Header header) {
            return JSON.writeValueAsBytes(header);
        }

        private static List<Section> placed(Map<String, MemorySegment> parts, long from) {
            List<Section> sections = new ArrayList<>();
            long offset = aligned(from);
            for (Map.Entry<String, MemorySegment> part : parts.entrySet()) {
                long length = part.getValue().byteSize();
                sections.add(new Section(part.getKey(), offset, length));
                offset = aligned(offset + length);
            }
            return sections;
        }

        void to(Path path) throws IOException {
            try (FileChannel channel =
                    FileChannel.open(
                            path,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                channel.position(PREFIX);
                append(channel, ByteBuffer.wrap(header));
                for (Section section : sections) {
                    pad(channel, section.offset());
                    append(channel, parts.get(section.name()));
                }
                long length = channel.position();
                channel.write(prefix(length), 0);
                channel.force(true);
            }
        }

        private ByteBuffer prefix(long length) {
            return ByteBuffer.allocate(PREFIX)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .put(MAGIC)
                    .putInt(FORMAT)
                    .putInt(header.length)
                    .putLong(length)
                    .putLong(checksum.getValue())
                    .flip();
        }

        private void pad(FileChannel channel, long offset) throws IOException {
            append(channel, ByteBuffer.allocate((int) (offset - channel.position())));
        }

        private void append(FileChannel channel, @Nullable MemorySegment part) throws IOException {
            if (part == null) {
                return;
            }
            for (long at = 0; at < part.byteSize(); at += CHUNK) {
                long length = Math.min(CHUNK, part.byteSize() - at);
                append(channel, part.asSlice(at, length).asByteBuffer());
            }
        }

        private void append(FileChannel channel, ByteBuffer bytes) throws IOException {
            checksum.update(bytes.duplicate());
            while (bytes.hasRemaining()) {
                var _ = channel.write(bytes);
            }
        }
    }

    private static final class Reading {

        private final Path path;
        private final FileChannel channel;
        private final MemorySegment all;

        Reading(Path path, FileChannel channel) throws IOException {
            this.path = path;
            this.channel = channel;
            if (channel.size() < PREFIX) {
                throw unusable("is too short");
            }
            this.all =
                    channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), Arena.ofAuto());
        }

        ModelFile file() throws IOException {
            requireWhole();
            Header header = header();
            Map<String, MemorySegment> parts = new HashMap<>();
            for (Section section : header.sections()) {
                parts.put(section.name(), all.asSlice(section.offset(), section.length()));
            }
            return new ModelFile(header, new Sections(parts), all.byteSize());
        }

        private void requireWhole() throws IOException {
            byte[] magic = all.asSlice(0, MAGIC.length).toArray(OffHeap.BYTE);
            if (!Arrays.equals(magic, MAGIC)) {
                throw unusable("is no model");
            }
            int format = all.get(OffHeap.INT, 8);
            if (format != FORMAT) {
                throw unusable("has the format " + format + ", not " + FORMAT);
            }
            if (all.get(OffHeap.LONG, 16) != all.byteSize()) {
                throw unusable("is cut off or too long");
            }
            if (all.get(OffHeap.LONG, 24) != checksum()) {
                throw unusable("is damaged: its checksum is another");
            }
        }

        private long checksum() throws IOException {
            CRC32C checksum = new CRC32C();
            ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
            channel.position(PREFIX);
            while (channel.read(chunk) >= 0) {
                checksum.update(chunk.flip());
                chunk.clear();
            }
            return checksum.getValue();
        }

        private Header header() {
            int length = all.get(OffHeap.INT, 12);
            if (length <= 0 || length > LARGEST_HEADER || PREFIX + length > all.byteSize()) {
                throw unusable("has no header");
            }
            try {
                byte[] json = all.asSlice(PREFIX, length).toArray(OffHeap.BYTE);
                return JSON.readValue(json, Header.class);
            } catch (JacksonException e) {
                throw new UnusableModelFile(path, "has an unreadable header", e);
            }
        }

        private UnusableModelFile unusable(String why) {
            return new UnusableModelFile(path, why, null);
        }
    }
}
