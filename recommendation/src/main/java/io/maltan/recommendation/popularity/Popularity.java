package io.maltan.recommendation.popularity;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackListener;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelListener;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.place.PlaceIndex;
import java.time.Instant;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * How many people come to each place, and how the number moves: exact at each training, kept up by
 * feedback in between.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Popularity implements FeedbackListener, ModelListener {

    private final PlaceIndex places;
    private volatile Tally tally = Tally.empty();

    Popularity(PlaceIndex places) {
        this.places = places;
    }

    /** How many people came to a place, about. */
    public double visitors(int place) {
        return tally.visitors(place);
    }

    /** How many people a place that anybody visits has on average; at least one. */
    public double typicalVisitors() {
        return tally.typicalVisitors();
    }

    /** How far a place is above its own past, in deviations; 0 or less where it is not. */
    public double rise(int place, Window window, Instant now) {
        return tally.activity(place).rise(window, now.getEpochSecond());
    }

    /** Hands on every place that is above its own past. */
    public void rising(Window window, Instant now, RiseAction action) {
        tally.activities()
                .forEach((place, activity) -> {
                    double rise = activity.rise(window, now.getEpochSecond());
                    if (rise > 0) {
                        action.accept(place, rise);
                    }
                });
    }

    @Override
    public void given(Feedback feedback) {
        count(feedback, 1);
    }

    @Override
    public void withdrawn(Feedback feedback) {
        count(feedback, -1);
    }

    private void count(Feedback feedback, int by) {
        if (feedback.isPositiveInteraction()) {
            places.find(feedback.placeId())
                    .ifPresent(place -> tally.count(place, feedback.at().getEpochSecond(), by));
        }
    }

    @Override
    public void swapped(Model model, TrainingSet trainedOn) {
        tally = Tally.of(model, trainedOn, places);
    }

    /** Takes a place and its rise. */
    @FunctionalInterface
    public interface RiseAction {

        void accept(int place, double rise);
    }
}
