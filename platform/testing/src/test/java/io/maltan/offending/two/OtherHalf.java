package io.maltan.offending.two;

import io.maltan.offending.one.WebRecord;
import org.jspecify.annotations.Nullable;

/** Half of a cycle. */
public record OtherHalf(@Nullable WebRecord back) {}
