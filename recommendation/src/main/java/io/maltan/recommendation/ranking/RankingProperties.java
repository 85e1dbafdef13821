package io.maltan.recommendation.ranking;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much each thing counts when places are ranked.
 *
 * @param together places that the same people come to
 * @param kind places in a category that the person likes
 * @param words places whose names share telling words with places that the person likes
 * @param preferredCategory categories that the person named
 * @param preferredRegion regions that the person named
 * @param popular how many people come
 * @param rated the average of reviews, less certain the fewer they are
 * @param rising more people than is usual for the place
 * @param near being close by
 * @param open known to be open now
 * @param fresh new on the map
 * @param closedFactor what is left of the score of a place that is known to be closed now
 * @param knownFactor what is left of the score of a place that the person has been to
 * @param cooling how much each impression takes away
 * @param errandFactor what is left of the score of a place of an errand category that the person
 *     has shown no liking for
 * @param errandCategories categories that people need rather than discover, with all below them
 * @param reachMetres the distance at which a place counts a third of what it would count here
 * @param mostInARow how many of the same category may follow one another
 * @param keptRankings how many places in rankings that are being paged through are kept
 * @param keptFor how long a ranking is kept for further pages
 */
@ConfigurationProperties("maltan.recommendation.ranking")
record RankingProperties(
        @DefaultValue("2.0") double together,
        @DefaultValue("0.6") double kind,
        @DefaultValue("0.7") double words,
        @DefaultValue("0.4") double preferredCategory,
        @DefaultValue("0.3") double preferredRegion,
        @DefaultValue("0.5") double popular,
        @DefaultValue("0.25") double rated,
        @DefaultValue("0.25") double rising,
        @DefaultValue("0.3") double near,
        @DefaultValue("0.08") double open,
        @DefaultValue("0.08") double fresh,
        @DefaultValue("0.6") double closedFactor,
        @DefaultValue("0.5") double knownFactor,
        @DefaultValue("0.15") double cooling,
        @DefaultValue("0.4") double errandFactor,
        @DefaultValue({"transport", "service"}) List<String> errandCategories,
        @DefaultValue("800") double reachMetres,
        @DefaultValue("3") int mostInARow,
        @DefaultValue("1000000") long keptRankings,
        @DefaultValue("10m") Duration keptFor) {}
