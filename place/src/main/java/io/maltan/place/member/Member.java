package io.maltan.place.member;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is known of a person: the name that others see. */
record Member(UUID id, @Nullable String displayName, @Nullable Boolean guest) {}
