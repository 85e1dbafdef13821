package io.maltan.platform.events;

/** The points between which the process may die. */
enum Step {
    PLACED,
    APPENDED,
    MARKED,
    READ,
    NOTED,
    HANDLED,
    COMMITTED,
    ACKNOWLEDGED
}
