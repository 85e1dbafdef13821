package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Query;
import io.maltan.recommendation.situated.Town;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.function.Consumer;

/** The questions of a test file: one for each visit to a place that is new to the person. */
final class Questions {

    private final CheckIns train;
    private final CheckIns test;
    private final Town town;
    private final int every;

    Questions(CheckIns train, CheckIns test, Town town, int every) {
        this.train = train;
        this.test = test;
        this.town = town;
        this.every = every;
    }

    /**
     * Asks them, or every so manyth of them.
     *
     * @return how many were left out because their place has no location
     */
    int ask(Consumer<Query> asking) {
        int number = 0;
        int without = 0;
        for (int person = 0; person < test.people(); person++) {
            int known = train.find(test.person(person));
            IntOpenHashSet seen = train.placesOf(known);
            for (int at = 0; at < test.count(person); at++) {
                int place = test.place(person, at);
                if (!seen.add(place)) {
                    continue;
                }
                if (!town.isLocated(place)) {
                    without++;
                } else if (number++ % every == 0) {
                    long second = test.second(person, at);
                    asking.accept(
                            Query.numbered(number - 1, Math.max(-1, known), place, second, town));
                }
            }
        }
        return without;
    }
}
