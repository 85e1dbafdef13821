package io.maltan.recommendation.place;

/** Hears about places that have just changed in the {@link PlaceIndex}. */
public interface PlaceListener {

    /** A place changed, appeared or went; must be cheap, it runs on the thread of the change. */
    void changed(int place);

    /** The whole picture was read anew. */
    void reloaded();
}
