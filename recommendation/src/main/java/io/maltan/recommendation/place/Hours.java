package io.maltan.recommendation.place;

/** The opening hours of a place, as its picture keeps them. */
sealed interface Hours permits WeeklyHours, VariableHours {}
