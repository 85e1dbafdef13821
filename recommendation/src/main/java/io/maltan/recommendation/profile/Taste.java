package io.maltan.recommendation.profile;

import io.maltan.recommendation.feedback.Feedback;
import it.unimi.dsi.fastutil.ints.Int2DoubleMap;
import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.time.Instant;
import java.util.List;

/** What a person's history says they like, in terms of places' numbers. */
public final class Taste {

    private final List<Signal> signals;
    private final IntSet removed;
    private final Int2DoubleMap impressions;
    private final float[] categories;
    private final Int2DoubleMap words;
    private final Int2IntMap followed;
    private final Ground ground;
    private final Preferences preferences;

    Taste(
            List<Signal> signals,
            IntSet removed,
            Int2DoubleMap impressions,
            float[] categories,
            Int2DoubleMap words,
            Int2IntMap followed,
            Ground ground,
            Preferences preferences) {
        this.signals = List.copyOf(signals);
        this.removed = removed;
        this.impressions = impressions;
        this.categories = categories;
        this.words = words;
        this.followed = followed;
        this.ground = ground;
        this.preferences = preferences;
    }

    /** The places that tell something, the strongest first. */
    public List<Signal> signals() {
        return signals;
    }

    /** Places that the person does not want to see. */
    public IntSet removed() {
        return removed;
    }

    /** How often a place was shown lately, decayed. */
    public double impressions(int place) {
        return impressions.get(place);
    }

    /** How a category is liked: from -1, not this, to 1, this. */
    public double category(int category) {
        return category < categories.length ? categories[category] : 0;
    }

    public boolean knowsWords() {
        return !words.isEmpty();
    }

    /** How much the places with a word in their names are liked; negative for disliked ones. */
    public double word(int word) {
        return words.get(word);
    }

    /** What the words of names are liked, for {@code PlaceIndex.tellingWords}. */
    public Int2DoubleMap words() {
        return words;
    }

    /** By place, how many of the people whom the person follows wrote about it in public. */
    public Int2IntMap followed() {
        return followed;
    }

    /** Where the person goes, and how far. */
    public Ground ground() {
        return ground;
    }

    public Preferences preferences() {
        return preferences;
    }

    /**
     * A place that tells something about the person.
     *
     * @param weight from -1.5 to 1.5, decayed
     * @param strongest the feedback that weighs most
     */
    public record Signal(int place, double weight, Feedback strongest) {

        /** Of four stars; three and a half praise nothing. */
        private static final double LIKED = 0.5;

        /** Whether the person said that they like it, rather than going there or keeping it. */
        public boolean isLiked() {
            return weight > 0 && strongest.type().isVerdict() && strongest.weight() >= LIKED;
        }

        public Instant at() {
            return strongest.at();
        }
    }
}
