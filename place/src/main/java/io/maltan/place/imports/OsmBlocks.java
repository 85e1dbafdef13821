package io.maltan.place.imports;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import crosby.binary.Fileformat.Blob;
import crosby.binary.Fileformat.BlobHeader;
import crosby.binary.Osmformat.HeaderBlock;
import crosby.binary.Osmformat.PrimitiveBlock;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/**
 * The blocks of an OpenStreetMap PBF file, one at a time.
 *
 * <p>The messages are osmpbf's. Its own stream of blocks is not used: it takes the end of a file in
 * the middle of a block for the end of the data, allocates what a block claims to unpack to, and
 * pushes, where an import must be able to wait. The limits are those of the format's description.
 */
final class OsmBlocks implements Closeable {

    private static final int LARGEST_HEADER = 64 << 10;
    private static final int LARGEST_BLOB = 32 << 20;
    private static final long MOST_MEMORY_AROUND_DATA = 1 << 20;

    /** Lists of numbers take up to two and a half times as much while they grow. */
    private static final long MOST_MEMORY = 32 << 20;

    private static final String HEADER = "OSMHeader";
    private static final String DATA = "OSMData";
    private static final Set<String> FEATURES = Set.of("OsmSchema-V0.6", "DenseNodes");

    private final DataInputStream input;
    private boolean headerSeen;
    private boolean dataSeen;

    OsmBlocks(Path file) throws IOException {
        this.input =
                new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
    }

    /** The next block of data; null at the end. */
    @Nullable PrimitiveBlock next() throws IOException {
        try {
            return nextData();
        } catch (EOFException e) {
            throw new BrokenFile("broken_file", "ends in the middle of a block");
        } catch (InvalidProtocolBufferException | DataFormatException e) {
            throw new BrokenFile("broken_file", "a block cannot be read");
        }
    }

    private @Nullable PrimitiveBlock nextData() throws IOException, DataFormatException {
        for (int first = input.read(); first >= 0; first = input.read()) {
            BlobHeader header = readHeader(first);
            byte[] content = readBlob(header);
            if (header.getType().equals(HEADER)) {
                requireSmall(OsmWeight.isBelow(MOST_MEMORY_AROUND_DATA, content));
                requireKnownFeatures(HeaderBlock.parseFrom(content));
            } else if (!headerSeen) {
                throw new BrokenFile("broken_file", "does not begin with a header");
            } else if (header.getType().equals(DATA)) {
                dataSeen = true;
                requireSmall(OsmWeight.isBlockBelow(MOST_MEMORY, content));
                return parse(content);
            }
        }
        if (!dataSeen) {
            throw new BrokenFile("empty_file", "nothing in it");
        }
        return null;
    }

    /** Texts stay where they are. */
    private static PrimitiveBlock parse(byte[] content) throws IOException {
        CodedInputStream input = UnsafeByteOperations.unsafeWrap(content).newCodedInput();
        input.enableAliasing(true);
        return PrimitiveBlock.parseFrom(input);
    }

    private static void requireSmall(boolean small) throws BrokenFile {
        if (!small) {
            throw new BrokenFile("broken_file", "a block holds more than can be read at once");
        }
    }

    private BlobHeader readHeader(int first) throws IOException {
        int length =
                first << 24
                        | input.readUnsignedByte() << 16
                        | input.readUnsignedByte() << 8
                        | input.readUnsignedByte();
        if (length <= 0 || length > LARGEST_HEADER) {
            throw new BrokenFile("broken_file", "not an OpenStreetMap PBF file");
        }
        return BlobHeader.parseFrom(readFully(length));
    }

    private byte[] readBlob(BlobHeader header) throws IOException, DataFormatException {
        int size = header.getDatasize();
        if (size < 0 || size > LARGEST_BLOB) {
            throw new BrokenFile("broken_file", "a block is larger than the format allows");
        }
        byte[] packed = readFully(size);
        requireSmall(OsmWeight.isBelow(MOST_MEMORY_AROUND_DATA, packed));
        Blob blob = Blob.parseFrom(packed);
        if (blob.hasRaw()) {
            return blob.getRaw().toByteArray();
        }
        if (!blob.hasZlibData()) {
            throw new BrokenFile("unsupported_compression", blob.getDataCase().name());
        }
        return inflate(blob);
    }

    private static byte[] inflate(Blob blob) throws BrokenFile, DataFormatException {
        if (blob.getRawSize() < 0 || blob.getRawSize() > LARGEST_BLOB) {
            throw new BrokenFile("broken_file", "a block unpacks to more than the format allows");
        }
        byte[] content = new byte[blob.getRawSize()];
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(blob.getZlibData().asReadOnlyByteBuffer());
            int read = 0;
            while (read < content.length) {
                int more = inflater.inflate(content, read, content.length - read);
                if (more == 0) {
                    throw new DataFormatException("too short");
                }
                read += more;
            }
            return content;
        } finally {
            inflater.end();
        }
    }

    private void requireKnownFeatures(HeaderBlock header) throws BrokenFile {
        headerSeen = true;
        for (String feature : header.getRequiredFeaturesList()) {
            if (!FEATURES.contains(feature)) {
                throw new BrokenFile("unsupported_feature", Clean.example(feature));
            }
        }
    }

    private byte[] readFully(int length) throws IOException {
        byte[] bytes = new byte[length];
        input.readFully(bytes);
        return bytes;
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
