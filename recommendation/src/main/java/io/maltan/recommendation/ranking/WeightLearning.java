package io.maltan.recommendation.ranking;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.learning.AnchoredLogit;
import io.maltan.recommendation.model.RankingWeights;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.profile.PersonLog;
import io.maltan.recommendation.profile.Taste;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Learns what each feature counts from what people chose after a moment, the features being as they
 * stood then. Two kinds of choices are known:
 *
 * <ul>
 *   <li>of a list that was shown, what was opened, liked, kept or visited, against the rest of it;
 *   <li>a place that somebody came to for the first time, against others: within two kilometres of
 *       where they had just been, if that is known; else anywhere.
 * </ul>
 *
 * <p>Takes people one at a time and keeps features alone, of so many choices at most. Not for
 * several threads.
 */
public final class WeightLearning {

    private static final int MOST_CHOICES = 3_000;
    private static final int MOST_OF_A_PERSON = 12;
    private static final int OTHERS = 40;
    private static final int FEWEST_CHOICES = 100;
    private static final double LEARNED_SHARE = 0.7;
    private static final double BEYOND_DOUBT = 1.65;
    private static final double IN_DOUBT = 1;
    private static final double AROUND_METRES = Ranker.FIRST_RADIUS_METRES;
    private static final long JUST_SECONDS = 3 * 3_600L;
    private static final int ATTEMPTS = 3;

    /** The kinds of choices. */
    private static final int OF_A_LIST = 0;

    private static final int NEAR = 1;
    private static final int ANYWHERE = 2;
    private static final int KINDS = 3;

    private final OfflineRanking ranking;
    private final Instant since;
    private final List<Choice> choices = new ArrayList<>();
    private final Random random = new Random(1);

    /**
     * Learns from what people chose since a moment.
     *
     * @param ranking with everything as it stood at that moment
     */
    public WeightLearning(OfflineRanking ranking, Instant since) {
        this.ranking = ranking;
        this.since = since;
    }

    /** When something was chosen, and the features of it and of what it was chosen from. */
    private static final class Choice {

        private final Instant at;
        private final float[] features;
        private final int kind;

        Choice(Instant at, float[] features, int kind) {
            this.at = at;
            this.features = features;
            this.kind = kind;
        }

        Instant at() {
            return at;
        }
    }

    /** Takes somebody's events, the newest first, and what they prefer. */
    public void add(PersonLog person) {
        if (choices.size() < MOST_CHOICES) {
            List<Choice> own = new ArrayList<>();
            addFromLists(person, own);
            addVisits(person, own);
            own.sort(Comparator.comparing(Choice::at));
            int count = Math.min(MOST_OF_A_PERSON, own.size());
            for (int at = 0; at < count; at++) {
                choices.add(own.get((int) ((long) at * own.size() / count)));
            }
        }
    }

    /** How many choices there are to learn from. */
    public int choices() {
        return choices.size();
    }

    private void addFromLists(PersonLog person, List<Choice> own) {
        Map<UUID, List<Feedback>> lists = new LinkedHashMap<>();
        for (Feedback event : person.events()) {
            UUID list = event.recommendationId();
            if (list != null && !event.at().isBefore(since)) {
                lists.computeIfAbsent(list, id -> new ArrayList<>()).add(event);
            }
        }
        lists.values().stream().limit(MOST_OF_A_PERSON).forEach(list -> add(person, list, own));
    }

    private void add(PersonLog person, List<Feedback> list, List<Choice> own) {
        IntOpenHashSet taken = new IntOpenHashSet();
        IntArrayList others = new IntArrayList();
        for (Feedback event : list) {
            if (isTaking(event)) {
                ranking.find(event.placeId()).ifPresent(taken::add);
            }
        }
        for (Feedback event : list) {
            if (event.type() == FeedbackType.IMPRESSION && others.size() < OTHERS) {
                ranking.find(event.placeId())
                        .ifPresent(place -> {
                            if (!taken.contains(place) && !others.contains(place)) {
                                others.add(place);
                            }
                        });
            }
        }
        Instant shown = list.getLast().at();
        Moment moment = new Moment(before(person, shown), shown, null);
        for (int place : taken.toIntArray()) {
            own.add(moment.choice(place, others, OF_A_LIST));
        }
    }

    private static boolean isTaking(Feedback event) {
        return event.type() == FeedbackType.CLICK || event.isPositiveInteraction();
    }

    private static Person before(PersonLog person, Instant moment) {
        List<Feedback> history = person.events();
        int from = 0;
        while (from < history.size() && !history.get(from).at().isBefore(moment)) {
            from++;
        }
        return new Person(history.subList(from, history.size()), person.preferences());
    }

    private void addVisits(PersonLog person, List<Choice> own) {
        List<Feedback> history = person.events();
        for (int at = 0; at < history.size(); at++) {
            Feedback event = history.get(at);
            if (event.at().isBefore(since) || own.size() >= 2 * MOST_OF_A_PERSON) {
                return;
            }
            if (event.isPositiveInteraction() && event.recommendationId() == null) {
                addVisit(person, event, own);
            }
        }
    }

    private void addVisit(PersonLog person, Feedback visit, List<Choice> own) {
        Person before = before(person, visit.at());
        boolean isKnown =
                before.history().stream()
                        .anyMatch(event ->
                                event.placeId().equals(visit.placeId())
                                        && event.type() != FeedbackType.IMPRESSION
                                        && event.type() != FeedbackType.CLICK);
        if (!isKnown) {
            ranking.find(visit.placeId())
                    .ifPresent(place -> addVisit(before, visit.at(), place, own));
        }
    }

    private void addVisit(Person before, Instant at, int place, List<Choice> own) {
        Position position = whereJustBeen(before, at);
        if (position != null && ranking.metres(place, position) > AROUND_METRES) {
            position = null;
        }
        Moment moment = new Moment(before, at, position);
        int kind = position == null ? ANYWHERE : NEAR;
        own.add(moment.choice(place, moment.sampled(place), kind));
    }

    private @Nullable Position whereJustBeen(Person before, Instant at) {
        return before.history().stream()
                .filter(event -> event.type() == FeedbackType.VISIT)
                .findFirst()
                .filter(last -> at.getEpochSecond() - last.at().getEpochSecond() <= JUST_SECONDS)
                .map(last -> ranking.find(last.placeId()))
                .filter(OptionalInt::isPresent)
                .map(place -> ranking.position(place.getAsInt()))
                .orElse(null);
    }

    /** Somebody who chooses. */
    private final class Moment {

        private final Instant at;
        private final @Nullable Position position;
        private final Taste taste;
        private final Scoring scoring;

        Moment(Person person, Instant at, @Nullable Position position) {
            this.at = at;
            this.position = position;
            this.taste = ranking.taste(person, at);
            this.scoring = ranking.scoring(taste, at, position, Weights.ONES);
        }

        /** Places that might have been chosen instead, drawn at random. */
        IntArrayList sampled(int chosen) {
            IntArrayList candidates =
                    position == null ? anywhere() : ranking.around(position, AROUND_METRES);
            IntOpenHashSet known = new IntOpenHashSet(taste.removed());
            taste.signals().forEach(signal -> known.add(signal.place()));
            var _ = known.add(chosen);
            var _ = candidates.removeIf(known::contains);
            int count = Math.min(OTHERS, candidates.size());
            for (int drawn = 0; drawn < count; drawn++) {
                int other = drawn + random.nextInt(candidates.size() - drawn);
                int place = candidates.getInt(other);
                candidates.set(other, candidates.getInt(drawn));
                candidates.set(drawn, place);
            }
            candidates.size(count);
            return candidates;
        }

        private IntArrayList anywhere() {
            IntOpenHashSet drawn = new IntOpenHashSet();
            for (int attempt = 0; attempt < ATTEMPTS * OTHERS; attempt++) {
                int place = random.nextInt(ranking.places().size());
                if (drawn.size() < 2 * OTHERS && ranking.places().isInBusiness(place)) {
                    var _ = drawn.add(place);
                }
            }
            return new IntArrayList(drawn);
        }

        Choice choice(int chosen, IntArrayList others, int kind) {
            float[] features = new float[(others.size() + 1) * Part.count()];
            write(chosen, features, 0);
            for (int at = 0; at < others.size(); at++) {
                write(others.getInt(at), features, at + 1);
            }
            return new Choice(at, features, kind);
        }

        private void write(int place, float[] features, int row) {
            scoring.lookAt(place);
            scoring.copyParts(features, row * Part.count());
        }
    }

    /**
     * What was learned: of learned weights, those by hand and those in service the ones that do
     * best on the latest choices, the learned ones only if that would come by chance once in twenty
     * times at most, and they are not behind in any kind of choice.
     *
     * @param inService the weights of the model in service, null where it has none
     */
    public Learned learn(@Nullable RankingWeights inService) {
        if (choices.size() < FEWEST_CHOICES) {
            return new Learned(null, "weights by hand: %d choices".formatted(choices.size()));
        }
        choices.sort(Comparator.comparing(Choice::at));
        int cut = (int) (choices.size() * LEARNED_SHARE);
        double[] byHand = ranking.byHand().bySlot();
        double[] early = logit(byHand, 0, cut).learn();
        AnchoredLogit late = logit(byHand, cut, choices.size());
        double[] before = inService == null ? byHand : ranking.byHand().learned(inService).bySlot();
        boolean isKept = inService != null && ahead(late, before, byHand) > 0;
        double[] standing = isKept ? before : byHand;
        boolean isBetter =
                ahead(late, early, standing) > BEYOND_DOUBT && !isBehind(late, early, standing);
        String verdict =
                String.format(
                        Locale.ROOT,
                        "weights %s: reciprocal rank of %d choices %.4f learned, %.4f by hand%s",
                        isBetter ? "learned" : isKept ? "as in service" : "by hand",
                        late.size(),
                        mrr(late, early),
                        mrr(late, byHand),
                        inService == null
                                ? ""
                                : String.format(
                                        Locale.ROOT, ", %.4f in service", mrr(late, before)));
        if (!isBetter) {
            return new Learned(isKept ? inService : null, verdict);
        }
        double[] learned = logit(byHand, 0, choices.size()).learn();
        return new Learned(
                named(learned, late.size(), mrr(late, early), mrr(late, byHand)), verdict);
    }

    /**
     * Weights, and why.
     *
     * @param weights null for those by hand
     */
    public record Learned(@Nullable RankingWeights weights, String verdict) {

        /** Nothing new. */
        public static Learned same(@Nullable RankingWeights inService) {
            return new Learned(inService, "weights as before: nothing could be learned");
        }
    }

    private AnchoredLogit logit(double[] byHand, int from, int to) {
        boolean[] held = new boolean[byHand.length];
        for (Part part : Part.values()) {
            held[part.slot()] = !part.isLearned();
        }
        AnchoredLogit logit = new AnchoredLogit(byHand, held, KINDS);
        choices.subList(from, to).forEach(choice -> logit.add(choice.features, choice.kind));
        return logit;
    }

    /** How much better some weights are than others, in standard errors of the differences. */
    private static double ahead(AnchoredLogit choices, double[] some, double[] others) {
        return ahead(choices.ranks(some), choices.ranks(others));
    }

    /** Whether weights do worse than others in any kind of choice. */
    private static boolean isBehind(AnchoredLogit choices, double[] some, double[] others) {
        return IntStream.range(0, KINDS)
                .anyMatch(kind ->
                        ahead(choices.ranks(some, kind), choices.ranks(others, kind)) < -IN_DOUBT);
    }

    private static double ahead(double[] some, double[] others) {
        double[] differences = new double[some.length];
        Arrays.setAll(differences, at -> 1 / some[at] - 1 / others[at]);
        double mean = Arrays.stream(differences).average().orElse(0);
        double squares = Arrays.stream(differences).map(d -> (d - mean) * (d - mean)).sum();
        double error = Math.sqrt(squares) / Math.max(1, differences.length);
        return error == 0 ? 0 : mean / error;
    }

    private static double mrr(AnchoredLogit choices, double[] weights) {
        return Arrays.stream(choices.ranks(weights)).map(rank -> 1 / rank).average().orElse(0);
    }

    private RankingWeights named(double[] weights, int judged, double mrr, double byHandMrr) {
        List<String> names = new ArrayList<>();
        List<Double> values = new ArrayList<>();
        for (Part part : Part.values()) {
            if (part.isLearned()) {
                names.add(Objects.requireNonNull(part.setting()));
                values.add(weights[part.slot()]);
            }
        }
        return new RankingWeights(names, values, choices.size(), judged, mrr, byHandMrr);
    }
}
