package io.maltan.recommendation.evaluation;

import io.maltan.recommendation.situated.Diary;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A diary without some people's visits, and without anybody's to some places. */
final class Without implements Diary {

    private final Diary all;
    private final int[][] visits;

    Without(Diary all, IntPredicate people, IntPredicate places) {
        this.all = all;
        this.visits = new int[all.people()][];
        for (int person = 0; person < visits.length; person++) {
            int one = person;
            visits[person] =
                    people.test(person)
                            ? new int[0]
                            : IntStream.range(0, all.visits(person))
                                    .filter(visit -> !places.test(all.place(one, visit)))
                                    .toArray();
        }
    }

    @Override
    public int people() {
        return all.people();
    }

    @Override
    public int visits(int person) {
        return visits[person].length;
    }

    @Override
    public int place(int person, int visit) {
        return all.place(person, visits[person][visit]);
    }

    @Override
    public long second(int person, int visit) {
        return all.second(person, visits[person][visit]);
    }
}
