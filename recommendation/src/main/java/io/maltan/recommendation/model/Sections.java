package io.maltan.recommendation.model;

import java.lang.foreign.MemorySegment;
import java.util.Map;
import java.util.Objects;

/** The named parts of a model that was read. */
record Sections(Map<String, MemorySegment> byName) {

    Sections {
        byName = Map.copyOf(byName);
    }

    MemorySegment get(String name) {
        return Objects.requireNonNull(byName.get(name), name);
    }
}
