package io.maltan.recommendation.situated;

import io.maltan.recommendation.learning.ConditionalLogit;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Learns how to weigh the features: each person's latest visits are set aside, and each of them to
 * a place that the earlier ones do not hold is a question that was answered. The latest of those
 * judge first what was learned from the others beside the simple rules; a rule that does better is
 * used instead.
 */
public final class SituatedTrainer {

    private static final double KNOWN_SHARE = 0.75;
    private static final double LEARNING_SHARE = 0.7;
    private static final int MOST_QUESTIONS = 4_000;
    private static final int MOST_JUDGED = 1_000;
    private static final int OTHERS = 80;
    private static final int FEWEST = 30;

    private final Town town;
    private final Diary diary;
    private final Consumer<String> log;

    public SituatedTrainer(Town town, Diary diary, Consumer<String> log) {
        this.town = town;
        this.diary = diary;
        this.log = log;
    }

    /** A ranking for what comes after the diary. */
    public SituatedRanking train() {
        Diary earlier = Diary.earlier(diary, KNOWN_SHARE);
        Questions questions = questions(earlier);
        if (questions.all().size() < FEWEST) {
            log.accept("too little to learn from: weights by hand");
            return new SituatedRanking(
                    new Habits(town, diary), Prior.WEIGHTS, SituatedRanking.Rule.LEARNED);
        }
        Habits habits = new Habits(town, earlier);
        SituatedRanking.Rule best = best(habits, questions);
        double[] weights = learned(habits, sampled(questions.all(), MOST_QUESTIONS));
        return new SituatedRanking(new Habits(town, diary), weights, best);
    }

    /** The rule that does best on each person's latest questions, by weights of the ones before. */
    private SituatedRanking.Rule best(Habits habits, Questions questions) {
        double[] weights = learned(habits, sampled(questions.earlier(), MOST_QUESTIONS));
        SituatedRanking ranking =
                new SituatedRanking(habits, weights, SituatedRanking.Rule.LEARNED);
        return new RuleChoice(ranking, sampled(questions.later(), MOST_JUDGED)).best(log);
    }

    /** Questions that were answered, and each person's earlier and later ones. */
    private record Questions(List<Query> all, List<Query> earlier, List<Query> later) {

        void add(List<Query> ofOnePerson) {
            int learning = Diary.kept(ofOnePerson.size(), LEARNING_SHARE);
            all.addAll(ofOnePerson);
            earlier.addAll(ofOnePerson.subList(0, learning));
            later.addAll(ofOnePerson.subList(learning, ofOnePerson.size()));
        }
    }

    private Questions questions(Diary earlier) {
        Questions questions =
                new Questions(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int person = 0; person < diary.people(); person++) {
            questions.add(questions(person, earlier, questions.all().size()));
        }
        return questions;
    }

    private List<Query> questions(int person, Diary earlier, int before) {
        List<Query> questions = new ArrayList<>();
        IntOpenHashSet known = new IntOpenHashSet();
        for (int visit = 0; visit < diary.visits(person); visit++) {
            int place = diary.place(person, visit);
            boolean isNew = known.add(place);
            if (isNew && visit >= earlier.visits(person) && town.isLocated(place)) {
                int number = before + questions.size();
                long second = diary.second(person, visit);
                questions.add(Query.numbered(number, person, place, second, town));
            }
        }
        return questions;
    }

    private static List<Query> sampled(List<Query> questions, int most) {
        if (questions.size() <= most) {
            return questions;
        }
        List<Query> sampled = new ArrayList<>();
        for (int at = 0; at < most; at++) {
            sampled.add(questions.get((int) ((long) at * questions.size() / most)));
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
