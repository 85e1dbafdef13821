package io.maltan.place.imports;

import io.maltan.place.catalogue.PlaceContent;
import org.jspecify.annotations.Nullable;

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
     * @param source whose record it is, so that an earlier one's place has not vanished; null where
     *     it does not tell or is of no place any more
     */
    record Skipped(String reason, String example, @Nullable String source) implements Parsed {

        Skipped(String reason, String example) {
            this(reason, example, null);
        }

        Skipped of(String itsSource) {
            return new Skipped(reason, example, itsSource);
        }
    }
}
