package io.maltan.platform.events;

/**
 * A fact that has just become true, to be told to the other services.
 *
 * @param type what happened, in the past tense, such as {@code place.created}
 * @param subject the id of the aggregate that it happened to; events of one subject stay in order
 * @param data a record, serialised as JSON with camelCase names
 */
public record NewEvent(String type, String subject, Object data) {}
