package io.maltan.recommendation.model;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The model in service. */
@Component
public final class Models {

    private final ObjectProvider<ModelListener> listeners;
    private volatile Model current = Model.untrained();

    Models(ObjectProvider<ModelListener> listeners) {
        this.listeners = listeners;
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
