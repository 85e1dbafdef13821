package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.situated.Diary;

/** Check-ins as interactions: each pair once, with its latest time. */
final class Histories {

    private Histories() {}

    static Interactions of(CheckIns checkIns, int places) {
        Interactions.Builder builder = new Interactions.Builder();
        for (int person = 0; person < checkIns.people(); person++) {
            for (int at = 0; at < checkIns.count(person); at++) {
                builder.add(checkIns.place(person, at), second(checkIns.second(person, at)));
            }
            builder.nextPerson();
        }
        return builder.build(places);
    }

    private static int second(long second) {
        return second == Diary.UNKNOWN
                ? 0
                : Math.clamp(second, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }
}
