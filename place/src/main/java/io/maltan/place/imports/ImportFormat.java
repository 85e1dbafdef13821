package io.maltan.place.imports;

import io.maltan.platform.problem.Invalid;
import java.util.Locale;

/** What kinds of files are understood. */
enum ImportFormat {
    OSM_PBF,
    CSV,
    GEOJSON,
    OVERTURE_GEOJSONSEQ;

    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What places of a file are said to come from, unless somebody says otherwise. */
    String dataset() {
        return this == OVERTURE_GEOJSONSEQ ? "overture" : code();
    }

    /**
     * The format of a code that a client sent.
     *
     * @throws Invalid where there is none
     */
    static ImportFormat ofCode(String code) {
        for (ImportFormat format : values()) {
            if (format.code().equals(code)) {
                return format;
            }
        }
        throw Invalid.field("format", "unknown");
    }
}
