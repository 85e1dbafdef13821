package io.maltan.recommendation.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The model in service. */
@Component
public final class Models {

    private final ObjectProvider<ModelListener> listeners;
    private volatile Model current = untrained();

    Models(ObjectProvider<ModelListener> listeners) {
        this.listeners = listeners;
    }

    private static Model untrained() {
        TrainingSet nothing = new TrainingSet(new Interactions.Builder().build(0), new int[0]);
        ItemGraph empty = new ItemGraph(new int[1], new int[0], new float[0]);
        return new Model(Instant.EPOCH, Duration.ZERO, nothing, empty, Optional.empty());
    }

    /** The one to rank with; a request takes it once and keeps to it. */
    public Model current() {
        return current;
    }

    void swap(Model model, TrainingSet trainedOn) {
        current = model;
        listeners.forEach(listener -> listener.swapped(model, trainedOn));
    }
}
