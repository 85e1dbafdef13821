package io.maltan.recommendation.situated;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A street of places, of which people always take the nearest. */
class RuleChoiceTests {

    private static final int PLACES = 30;

    private final Town town = street();
    private final List<String> said = new ArrayList<>();

    private static Town street() {
        double[] lat = new double[PLACES];
        double[] lon = new double[PLACES];
        for (int place = 0; place < PLACES; place++) {
            lon[place] = place * 0.002;
        }
        return new Town(lat, lon, new int[PLACES], 1);
    }

    private SituatedRanking.Rule best(double ofNearness) {
        double[] weights = new double[Features.NAMES.size()];
        weights[Features.NAMES.indexOf("beyond_0.1")] = ofNearness;
        SituatedRanking ranking =
                new SituatedRanking(
                        new Habits(town, Nobody.DIARY), weights, SituatedRanking.Rule.LEARNED);
        List<Query> questions = new ArrayList<>();
        for (int place = 0; place < PLACES; place++) {
            questions.add(new Query(-1, place, Diary.UNKNOWN, 0.0012, town.lon(place)));
        }
        return new RuleChoice(ranking, questions).best(said::add);
    }

    @Test
    void whatWasLearnedGivesWayToASimpleRuleThatDoesBetter() {
        assertThat(best(-1)).isEqualTo(SituatedRanking.Rule.NEAREST);
        assertThat(said.getLast()).isEqualTo("ranked by: nearest");
        assertThat(said).hasSize(SituatedRanking.Rule.values().length + 1);
    }

    @Test
    void whatWasLearnedIsUsedWhereNothingIsBetter() {
        assertThat(best(1)).isEqualTo(SituatedRanking.Rule.LEARNED);
    }

    private enum Nobody implements Diary {
        DIARY;

        @Override
        public int people() {
            return 0;
        }

        @Override
        public int visits(int person) {
            return 0;
        }

        @Override
        public int place(int person, int visit) {
            throw new IndexOutOfBoundsException(person);
        }

        @Override
        public long second(int person, int visit) {
            throw new IndexOutOfBoundsException(person);
        }
    }
}
