package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Diary;
import io.maltan.recommendation.situated.Query;
import io.maltan.recommendation.situated.Town;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.longs.LongArrayList;

/**
 * Questions of people on the way: a visit to a place that is new to them, asked for from where they
 * were last, not longer than three hours before and at most two kilometres away.
 */
final class NextVisits {

    private static final long JUST_SECONDS = 3 * 3_600L;
    private static final double AROUND_KILOMETRES = 2;

    private final CheckIns train;
    private final CheckIns test;
    private final Town town;
    private final int every;

    NextVisits(CheckIns train, CheckIns test, Town town, int every) {
        this.train = train;
        this.test = test;
        this.town = town;
        this.every = every;
    }

    /** Takes a question, and what the person did since the end of the train file. */
    @FunctionalInterface
    interface Asking {

        void ask(Query query, Since since);
    }

    /** What a person did, in the order of time. */
    record Since(int person, IntArrayList places, LongArrayList seconds) {}

    void ask(Asking asking) {
        int number = 0;
        for (int person = 0; person < test.people(); person++) {
            int known = train.find(test.person(person));
            IntOpenHashSet seen = train.placesOf(known);
            Since since = new Since(known, new IntArrayList(), new LongArrayList());
            for (int at = 0; at < test.count(person); at++) {
                int place = test.place(person, at);
                long second = test.second(person, at);
                if (seen.add(place) && isNext(since, place, second) && number++ % every == 0) {
                    int last = since.places().getInt(since.places().size() - 1);
                    asking.ask(
                            new Query(known, place, second, town.lat(last), town.lon(last)), since);
                }
                since.places().add(place);
                since.seconds().add(second);
            }
        }
    }

    private boolean isNext(Since since, int place, long second) {
        if (since.places().isEmpty() || !town.isLocated(place)) {
            return false;
        }
        int last = since.places().getInt(since.places().size() - 1);
        long before = since.seconds().getLong(since.seconds().size() - 1);
        if (second == Diary.UNKNOWN || before == Diary.UNKNOWN) {
            return false;
        }
        long apart = second - before;
        return town.isLocated(last)
                && apart >= 0
                && apart <= JUST_SECONDS
                && town.kilometres(place, town.lat(last), town.lon(last)) <= AROUND_KILOMETRES;
    }
}
