package io.maltan.recommendation.ranking;

/** The settings as they are where nobody sets any. */
final class TestSettings {

    private TestSettings() {}

    static RankingProperties standard() {
        return RankingProperties.usual();
    }
}
