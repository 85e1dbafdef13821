package io.maltan.recommendation.profile;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.place.Categories;
import io.maltan.recommendation.place.MemoryShare;
import io.maltan.recommendation.place.PlaceIndex;
import it.unimi.dsi.fastutil.ints.Int2DoubleMap;
import it.unimi.dsi.fastutil.ints.Int2DoubleOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.stereotype.Component;

/**
 * Derives a person's taste from what is known of them: decayed, signed, the latest verdict wins,
 * and a bad one says all that there is to say of its place.
 */
@Component
public class Tastes implements MemoryShare {

    private static final int MOST_SIGNALS = 150;
    private static final double STRONGEST = 1.5;
    private static final double FAINTEST = 0.01;

    /** Lists that only the passing of time changes need not change more often. */
    private static final Duration GOOD_FOR = Duration.ofMinutes(10);

    private static final long MOST_KEPT_SIGNALS = 20_000;

    /** With its place, its feedback, the words of the name and its share of the categories. */
    private static final long BYTES_PER_SIGNAL = 400;

    private final PlaceIndex places;
    private final ProfileProperties properties;
    private final Cache<Person, Kept> kept =
            Caffeine.newBuilder()
                    .weakKeys()
                    .maximumWeight(MOST_KEPT_SIGNALS)
                    .weigher((Person person, Kept derived) -> 10 + derived.taste().signals().size())
                    .build();

    Tastes(PlaceIndex places, ProfileProperties properties) {
        this.places = places;
        this.properties = properties;
    }

    @Override
    public String what() {
        return "tastes";
    }

    @Override
    public long bytes() {
        return MOST_KEPT_SIGNALS * BYTES_PER_SIGNAL;
    }

    /** With the settings that count where nobody sets any. */
    public static Tastes usual(PlaceIndex places) {
        return new Tastes(
                places,
                new Binder(new MapConfigurationPropertySource())
                        .bindOrCreate(ProfileProperties.NAME, ProfileProperties.class));
    }

    /** The same, remembering others than these. */
    public Tastes apart() {
        return new Tastes(places, properties);
    }

    /** The taste of a person at a moment, as of the end of its ten minutes. */
    public Taste of(Person person, Instant now) {
        Instant end = endOfStep(now);
        Kept known = kept.getIfPresent(person);
        if (known != null && known.isAsOf(end, places)) {
            return known.taste();
        }
        Taste taste = derived(person, end);
        kept.put(person, new Kept(end, places.size(), places.categories().size(), taste));
        return taste;
    }

    private static Instant endOfStep(Instant now) {
        long step = GOOD_FOR.toSeconds();
        return Instant.ofEpochSecond((Math.floorDiv(now.getEpochSecond(), step) + 1) * step);
    }

    private Taste derived(Person person, Instant now) {
        Gathering gathering = new Gathering(now);
        person.history().forEach(gathering::add);
        List<Taste.Signal> signals = gathering.signals();
        return new Taste(
                signals,
                gathering.removed,
                gathering.impressions,
                categoriesOf(signals),
                wordsOf(signals),
                followedOf(person),
                Ground.of(signals, places),
                person.preferences());
    }

    private Int2IntMap followedOf(Person person) {
        Int2IntOpenHashMap followed = new Int2IntOpenHashMap();
        person.followed()
                .forEach((id, people) ->
                        places.find(id).ifPresent(place -> followed.put(place, people.intValue())));
        return followed;
    }

    private float[] categoriesOf(List<Taste.Signal> signals) {
        Categories categories = places.categories();
        float[] own = new float[categories.size()];
        signals.forEach(signal -> own[places.category(signal.place())] += (float) signal.weight());
        float[] sums = new float[own.length];
        for (int liked = 0; liked < own.length; liked++) {
            if (own[liked] != 0) {
                spread((float) Math.tanh(own[liked]), categories.likeness(liked), sums);
            }
        }
        for (int category = 0; category < sums.length; category++) {
            sums[category] = Math.clamp(sums[category], -1, 1);
        }
        return sums;
    }

    /**
     * A liking for one kind is, in part, one for the kinds next to it: however much one likes the
     * one, the others never come near it.
     */
    private static void spread(float weight, float[] likeness, float[] sums) {
        for (int category = 0; category < sums.length; category++) {
            sums[category] += weight * likeness[category];
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
                shown(place.getAsInt(), feedback.at());
            } else {
                add(place.getAsInt(), feedback);
            }
        }

        private void shown(int place, Instant at) {
            if (at.isAfter(now.minus(HistoryBounds.IMPRESSIONS_COUNT_FOR))) {
                impressions.addTo(place, decay(at, now, properties.impressionHalfLife()));
            }
        }

        private void add(int place, Feedback feedback) {
            PlaceTally tally = tallies.computeIfAbsent(place, number -> new PlaceTally());
            double decayed = feedback.weight() * decay(feedback.at(), now, properties.halfLife());
            if (!feedback.type().isVerdict()) {
                tally.add(feedback, decayed);
            } else if (!tally.judged) {
                tally.judged = true;
                judge(place, tally, feedback, decayed);
            }
        }

        private void judge(int place, PlaceTally tally, Feedback verdict, double decayed) {
            if (verdict.type().removesPlace()) {
                removed.add(place);
            }
            if (verdict.isRefusal()) {
                tally.refuse(verdict, decayed);
            } else {
                tally.add(verdict, decayed);
            }
        }

        List<Taste.Signal> signals() {
            return tallies.int2ObjectEntrySet().stream()
                    .filter(entry -> Math.abs(entry.getValue().weight) > FAINTEST)
                    .map(entry -> entry.getValue().signal(entry.getIntKey()))
                    .sorted(
                            Comparator.comparingDouble(
                                            (Taste.Signal signal) -> -Math.abs(signal.weight()))
                                    .thenComparingInt(signal -> places.lot(signal.place())))
                    .limit(MOST_SIGNALS)
                    .toList();
        }
    }

    private record Kept(Instant end, int placeCount, int categoryCount, Taste taste) {

        boolean isAsOf(Instant now, PlaceIndex places) {
            return end.equals(now)
                    && placeCount == places.size()
                    && categoryCount == places.categories().size();
        }
    }

    /** What a person did with a place and what they last said of it, decayed. */
    private static final class PlaceTally {

        private boolean judged;
        private boolean refused;
        private double weight;
        private double strongestWeight = -1;
        private @Nullable Feedback strongest;

        void add(Feedback feedback, double decayed) {
            if (refused) {
                return;
            }
            weight += decayed;
            if (Math.abs(decayed) > strongestWeight) {
                note(feedback, decayed);
            }
        }

        /** Who thinks badly of a place does not like it for having been there. */
        void refuse(Feedback verdict, double decayed) {
            refused = true;
            weight = decayed;
            note(verdict, decayed);
        }

        private void note(Feedback feedback, double decayed) {
            strongestWeight = Math.abs(decayed);
            strongest = feedback;
        }

        Taste.Signal signal(int place) {
            return new Taste.Signal(
                    place,
                    Math.clamp(weight, -STRONGEST, STRONGEST),
                    Objects.requireNonNull(strongest));
        }
    }
}
