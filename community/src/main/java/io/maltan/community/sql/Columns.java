package io.maltan.community.sql;

import io.r2dbc.spi.Readable;
import java.util.Objects;

/** Columns of a row. */
public final class Columns {

    private Columns() {}

    /**
     * A column that is never null; one that may be is read with {@link Readable#get(String,
     * Class)}.
     */
    public static <T> T required(Readable row, String name, Class<T> type) {
        return Objects.requireNonNull(row.get(name, type), name);
    }
}
