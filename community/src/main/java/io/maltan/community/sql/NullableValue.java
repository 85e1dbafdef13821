package io.maltan.community.sql;

import io.r2dbc.spi.Parameter;
import io.r2dbc.spi.Parameters;
import org.jspecify.annotations.Nullable;

/** A value to bind that may be null. */
public final class NullableValue {

    private NullableValue() {}

    /** The value, or a null that the database knows the type of. */
    public static <T> Parameter of(@Nullable T value, Class<T> type) {
        return value == null ? Parameters.in(type) : Parameters.in(value);
    }
}
