package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceContent;

/** What a record of a file turned out to be. */
sealed interface Parsed {

    /**
     * A place.
     *
     * @param source the record's stable identity, such as {@code osm:node/123}
     */
    record Usable(String source, PlaceContent content) implements Parsed {}

    /**
     * Nothing that can be imported.
     *
     * @param reason in snake_case, for programs
     * @param example what the record was, for people
     */
    record Skipped(String reason, String example) implements Parsed {}
}
