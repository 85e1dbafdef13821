package io.maltan.recommendation.popularity;

import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.place.PlaceIndex;

/** Popularity without a server. */
public final class Crowds {

    private Crowds() {}

    public static Popularity none(PlaceIndex places) {
        return new Popularity(places);
    }

    /** What a model knows of who came where. */
    public static void load(Popularity popularity, Model model) {
        popularity.anew(model).finish();
    }
}
