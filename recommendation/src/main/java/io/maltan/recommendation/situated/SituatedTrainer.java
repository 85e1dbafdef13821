package io.maltan.recommendation.situated;

import io.maltan.recommendation.learning.ConditionalLogit;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Learns how to weigh the features: each person's latest visits are set aside, and each of them to
 * a place that the earlier ones do not hold is a question that was answered.
 */
public final class SituatedTrainer {

    private static final double KNOWN_SHARE = 0.75;
    private static final int MOST_QUESTIONS = 4_000;
    private static final int OTHERS = 80;
    private static final int FEWEST = 30;

    private final Town town;
    private final Diary diary;

    public SituatedTrainer(Town town, Diary diary) {
        this.town = town;
        this.diary = diary;
    }

    /** A ranking for what comes after the diary. */
    public SituatedRanking train() {
        Diary earlier = Diary.earlier(diary, KNOWN_SHARE);
        List<Query> questions = sampled(questions(earlier));
        double[] weights =
                questions.size() < FEWEST
                        ? Prior.WEIGHTS
                        : learned(new Habits(town, earlier), questions);
        return new SituatedRanking(new Habits(town, diary), weights);
    }

    private List<Query> questions(Diary earlier) {
        List<Query> questions = new ArrayList<>();
        for (int person = 0; person < diary.people(); person++) {
            IntOpenHashSet known = new IntOpenHashSet();
            for (int visit = 0; visit < diary.visits(person); visit++) {
                int place = diary.place(person, visit);
                boolean isNew = known.add(place);
                if (isNew && visit >= earlier.visits(person) && town.isLocated(place)) {
                    questions.add(
                            Query.numbered(
                                    questions.size(),
                                    person,
                                    place,
                                    diary.second(person, visit),
                                    town));
                }
            }
        }
        return questions;
    }

    private static List<Query> sampled(List<Query> questions) {
        if (questions.size() <= MOST_QUESTIONS) {
            return questions;
        }
        List<Query> sampled = new ArrayList<>();
        for (int at = 0; at < MOST_QUESTIONS; at++) {
            sampled.add(questions.get((int) ((long) at * questions.size() / MOST_QUESTIONS)));
        }
        return sampled;
    }

    private static double[] learned(Habits habits, List<Query> questions) {
        ConditionalLogit learner = new ConditionalLogit(Features.NAMES.size());
        Features features = new Features(habits);
        Random random = new Random(1);
        int person = Integer.MIN_VALUE;
        Regular regular = habits.regular(-1);
        for (Query question : questions) {
            if (question.person() != person) {
                person = question.person();
                regular = habits.regular(person);
            }
            learner.add(choice(features, question, regular, random));
        }
        return learner.learn();
    }

    /** The place that was chosen, first, and others that were there. */
    private static float[] choice(
            Features features, Query question, Regular regular, Random random) {
        IntArrayList others = features.candidates(question, regular);
        var _ = others.rem(question.place());
        int count = Math.min(OTHERS, others.size());
        int width = Features.NAMES.size();
        float[] rows = new float[(count + 1) * width];
        features.write(question, regular, question.place(), rows, 0);
        for (int at = 0; at < count; at++) {
            int drawn = at + random.nextInt(others.size() - at);
            int other = others.getInt(drawn);
            others.set(drawn, others.getInt(at));
            features.write(question, regular, other, rows, (at + 1) * width);
        }
        return rows;
    }
}
