package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Diary;

/** Check-ins of a file; without times, the order of the file stands for that of time. */
record FileDiary(CheckIns checkIns) implements Diary {

    @Override
    public int people() {
        return checkIns.people();
    }

    @Override
    public int visits(int person) {
        return checkIns.count(person);
    }

    @Override
    public int place(int person, int visit) {
        return checkIns.place(person, visit);
    }

    @Override
    public long second(int person, int visit) {
        return checkIns.hasTimes() ? checkIns.second(person, visit) : UNKNOWN;
    }
}
