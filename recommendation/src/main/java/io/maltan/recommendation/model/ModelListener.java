package io.maltan.recommendation.model;

/** Hears that a new model is in service. */
public interface ModelListener {

    void swapped(Model model);
}
