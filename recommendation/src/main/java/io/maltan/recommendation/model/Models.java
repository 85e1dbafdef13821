package io.maltan.recommendation.model;

import io.maltan.recommendation.place.MemoryShare;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The model in service. */
@Component
public final class Models implements MemoryShare {

    private final ObjectProvider<ModelListener> listeners;
    private volatile Model current = Model.untrained();

    Models(ObjectProvider<ModelListener> listeners) {
        this.listeners = listeners;
    }

    @Override
    public String what() {
        return "the model's numbers of places";
    }

    @Override
    public long bytes() {
        return 0;
    }

    /** Twice, while one takes over from another; the model itself is mapped from its file. */
    @Override
    public long bytesPerPlace() {
        return 2 * Integer.BYTES;
    }

    /** The one to rank with; a request takes it once and keeps to it. */
    public Model current() {
        return current;
    }

    /** Puts a model into service here; who ranks with the one before goes on with it. */
    public void swap(Model model) {
        current = model;
        listeners.forEach(listener -> listener.swapped(model));
    }
}
