package io.maltan.recommendation.ranking;

import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The settings as they are where nobody sets any. */
final class TestSettings {

    private TestSettings() {}

    static RankingProperties standard() {
        return new Binder(new MapConfigurationPropertySource())
                .bindOrCreate("maltan.recommendation.ranking", RankingProperties.class);
    }
}
