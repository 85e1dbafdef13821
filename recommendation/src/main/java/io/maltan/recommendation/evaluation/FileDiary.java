package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Diary;

/** Check-ins of a file; where times are not known, its order stands for that of time. */
record FileDiary(CheckIns checkIns) implements Diary {

    FileDiary {
        checkIns = checkIns.inOrderOfTime();
    }

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
        return checkIns.second(person, visit);
    }
}
