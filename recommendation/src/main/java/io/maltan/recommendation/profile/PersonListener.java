package io.maltan.recommendation.profile;

import java.util.UUID;

/** Hears that what is known of a person changed; must be cheap. */
public interface PersonListener {

    void changed(UUID userId);
}
