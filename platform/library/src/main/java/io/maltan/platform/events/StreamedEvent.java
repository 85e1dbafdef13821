package io.maltan.platform.events;

/**
 * An event and where it stands.
 *
 * @param position its id in the Redis Stream, such as {@code 1763683200000-0}
 */
public record StreamedEvent(String position, Event event) {}
