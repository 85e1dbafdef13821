package io.maltan.place.imports;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a file batch by batch; it blocks. */
final class BatchReader implements Closeable {

    private final RecordReader records;
    private final IncomingBatches batches;
    private final SeenSources seen = new SeenSources();
    private boolean over;

    BatchReader(RecordReader records, IncomingBatches batches) {
        this.records = records;
        this.batches = batches;
    }

    /**
     * The next records, as many as make a batch; null at the end.
     *
     * @throws BrokenFile where the file is not what it should be
     */
    @Nullable IncomingBatch next() throws IOException {
        IncomingBatches.Growing batch = batches.begin();
        while (!over && !batch.isFull()) {
            @Nullable Parsed record = records.next();
            if (record == null) {
                over = true;
            } else {
                batch.add(record, seen);
            }
        }
        return batch.isEmpty() ? null : batch.end();
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
