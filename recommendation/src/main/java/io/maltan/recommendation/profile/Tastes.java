package io.maltan.recommendation.profile;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.place.Categories;
import io.maltan.recommendation.place.PlaceIndex;
import it.unimi.dsi.fastutil.ints.Int2DoubleMap;
import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Derives a person's taste from what is known of them: decayed, signed, the latest verdict wins.
 */
@Component
public class Tastes {

    private static final int MOST_SIGNALS = 150;
    private static final double STRONGEST = 1.5;
    private static final double FAINTEST = 0.01;

    private final PlaceIndex places;
    private final ProfileProperties properties;

    Tastes(PlaceIndex places, ProfileProperties properties) {
        this.places = places;
        this.properties = properties;
    }

    /** The taste of a person at a moment. */
    public Taste of(Person person, Instant now) {
        Gathering gathering = new Gathering(now);
        person.history().forEach(gathering::add);
        List<Taste.Signal> signals = gathering.signals();
        return new Taste(
                signals,
                gathering.removed,
                gathering.impressions,
                categoriesOf(signals),
                wordsOf(signals),
                person.preferences());
    }

    private float[] categoriesOf(List<Taste.Signal> signals) {
        Categories categories = places.categories();
        int count = categories.size();
        float[] sums = new float[count];
        float[] own = new float[count];
        signals.forEach(signal -> own[places.category(signal.place())] += (float) signal.weight());
        for (int liked = 0; liked < count; liked++) {
            if (own[liked] != 0) {
                spread(own[liked], categories.code(liked), sums);
            }
        }
        for (int category = 0; category < count; category++) {
            sums[category] = (float) Math.tanh(sums[category]);
        }
        return sums;
    }

    /** A liking for one kind is, in part, one for the kinds next to it. */
    private void spread(float weight, String code, float[] sums) {
        for (int category = 0; category < sums.length; category++) {
            double alike = Categories.similarity(code, places.categories().code(category));
            sums[category] += (float) (weight * alike);
        }
    }

    private Int2DoubleMap wordsOf(List<Taste.Signal> signals) {
        Int2DoubleOpenHashMap words = new Int2DoubleOpenHashMap();
        for (Taste.Signal signal : signals) {
            for (int word : places.words(signal.place())) {
                words.addTo(word, signal.weight());
            }
        }
        return words;
    }

    private static double decay(Instant at, Instant now, Duration halfLife) {
        double age = Math.max(0, Duration.between(at, now).toSeconds());
        return Math.exp(-Math.log(2) * age / halfLife.toSeconds());
    }

    /** Takes the events of a history, the newest first. */
    private final class Gathering {

        private final Instant now;
        private final Int2ObjectLinkedOpenHashMap<PlaceTally> tallies =
                new Int2ObjectLinkedOpenHashMap<>();
        private final IntOpenHashSet removed = new IntOpenHashSet();
        private final Int2DoubleOpenHashMap impressions = new Int2DoubleOpenHashMap();

        Gathering(Instant now) {
            this.now = now;
        }

        void add(Feedback feedback) {
            OptionalInt place = places.find(feedback.placeId());
            if (place.isEmpty()) {
                return;
            }
            if (feedback.type() == FeedbackType.IMPRESSION) {
                impressions.addTo(
                        place.getAsInt(),
                        decay(feedback.at(), now, properties.impressionHalfLife()));
            } else {
                add(place.getAsInt(), feedback);
            }
        }

        private void add(int place, Feedback feedback) {
            PlaceTally tally = tallies.computeIfAbsent(place, number -> new PlaceTally());
            boolean replaced = feedback.type().isVerdict() && tally.judged;
            if (replaced) {
                return;
            }
            if (feedback.type().isVerdict()) {
                tally.judged = true;
            }
            if (feedback.type().removesPlace()) {
                removed.add(place);
            }
            tally.add(
                    feedback, feedback.weight() * decay(feedback.at(), now, properties.halfLife()));
        }

        List<Taste.Signal> signals() {
            return tallies.int2ObjectEntrySet().stream()
                    .filter(entry -> Math.abs(entry.getValue().weight) > FAINTEST)
                    .map(entry -> entry.getValue().signal(entry.getIntKey()))
                    .sorted(
                            Comparator.comparingDouble(
                                            (Taste.Signal signal) -> Math.abs(signal.weight()))
                                    .reversed())
                    .limit(MOST_SIGNALS)
                    .toList();
        }
    }

    private static final class PlaceTally {

        private boolean judged;
        private double weight;
        private double strongestWeight = -1;
        private @Nullable Feedback strongest;

        void add(Feedback feedback, double decayed) {
            weight += decayed;
            if (Math.abs(decayed) > strongestWeight) {
                strongestWeight = Math.abs(decayed);
                strongest = feedback;
            }
        }

        Taste.Signal signal(int place) {
            return new Taste.Signal(
                    place,
                    Math.clamp(weight, -STRONGEST, STRONGEST),
                    Objects.requireNonNull(strongest));
        }
    }
}
