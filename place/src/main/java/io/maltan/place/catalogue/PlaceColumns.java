package io.maltan.place.catalogue;

import java.util.List;
import java.util.stream.Collectors;

/** The columns of the table {@code place} that are written with every place and every edit. */
public final class PlaceColumns {

    private static final List<Column> WRITTEN =
            List.of(
                    new Column("name", "text"),
                    new Column("names", "jsonb"),
                    new Column("aliases", "jsonb"),
                    new Column("category", "text"),
                    new Column("lat", "double precision"),
                    new Column("lon", "double precision"),
                    new Column("address", "text"),
                    new Column("phone", "text"),
                    new Column("website", "text"),
                    new Column("opening_hours", "text"),
                    new Column("time_zone", "text"),
                    new Column("region_code", "text"),
                    new Column("status", "text"),
                    new Column("name_keys", "text"),
                    new Column("search_text", "text"),
                    new Column("content_hash", "text"),
                    new Column("open_week", "int4multirange"));

    /** All of them, in the order in which rows are copied. */
    public static final String NAMES =
            WRITTEN.stream().map(Column::name).collect(Collectors.joining(", "));

    private PlaceColumns() {}

    private record Column(String name, String type) {}

    /** With their types, as a table defines them. */
    static String definitions() {
        return WRITTEN.stream()
                .map(column -> column.name() + " " + column.type())
                .collect(Collectors.joining(", "));
    }

    /** Assignments of all of them from other rows, for an {@code update}. */
    public static String from(String rows) {
        return WRITTEN.stream()
                .map(column -> "%1$s = %2$s.%1$s".formatted(column.name(), rows))
                .collect(Collectors.joining(", "));
    }
}
