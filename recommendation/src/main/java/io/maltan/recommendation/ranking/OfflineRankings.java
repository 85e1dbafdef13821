package io.maltan.recommendation.ranking;

import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.profile.Tastes;
import org.springframework.stereotype.Component;

/** Makes offline rankings with the settings of this service. */
@Component
public final class OfflineRankings {

    private final PlaceIndex places;
    private final Tastes tastes;
    private final RankingProperties properties;

    OfflineRankings(PlaceIndex places, Tastes tastes, RankingProperties properties) {
        this.places = places;
        this.tastes = tastes;
        this.properties = properties;
    }

    /** With a model and what was popular as they stood at some moment. */
    public OfflineRanking of(Model model, Popularity popularity) {
        return new OfflineRanking(places, tastes.apart(), model, popularity, properties);
    }
}
