package io.maltan.recommendation.popularity;

import io.maltan.recommendation.feedback.FeedbackListener;
import io.maltan.recommendation.feedback.VisitBlock;
import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.place.LocalMoment;
import io.maltan.recommendation.place.MemoryShare;
import io.maltan.recommendation.place.PlaceIndex;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * How many people come to each place, whether more than is usual for it, and at which hours: what
 * the rows say of the past, kept up by feedback as it happens on any replica.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class Popularity implements FeedbackListener, MemoryShare {

    private static final int BUCKETS = 1 << 14;
    private static final int ROOM = 1_024;

    private final PlaceIndex places;
    private volatile State state = State.empty();

    Popularity(PlaceIndex places) {
        this.places = places;
    }

    /** How many people came to a place, about. */
    public int visitors(int place) {
        int[] visitors = state.visitors;
        return place < visitors.length ? Math.max(0, visitors[place]) : 0;
    }

    /** How many people a place that anybody visits has on average; at least one. */
    public double typicalVisitors() {
        return state.typicalVisitors;
    }

    /** How far a place is above its own past, in deviations; 0 where it is not. */
    public double rise(int place, Window window, int block) {
        return state.sketch.rise(place, window, block);
    }

    /** Hands on every place that is above its own past. */
    public void rising(Window window, Instant now, RiseAction action) {
        state.sketch.rising(window, VisitBlock.of(now), action);
    }

    /** Whether it is the hour for a place: from -1 to 1, 0 where nothing is known. */
    public double timeliness(int place, LocalMoment moment) {
        return state.rhythm.timeliness(places.category(place), places.minuteOfWeek(place, moment));
    }

    /**
     * Whether visits are counted of a place that exists no more: who reads the rows anew does not
     * know any longer what it was.
     */
    boolean countsGone(int place) {
        return state.sketch.knows(place) && places.find(places.id(place)).isEmpty();
    }

    @Override
    public String what() {
        return "visits";
    }

    /** Twice: when a model takes over the next state is made beside the present one. */
    @Override
    public long bytes() {
        return 2 * state.sketch.bytes();
    }

    @Override
    public long bytesPerPlace() {
        return 2 * Integer.BYTES;
    }

    @Override
    public void counted(UUID placeId, Instant at, int people) {
        places.find(placeId)
                .ifPresent(place -> state.add(places, place, VisitBlock.of(at), people, true));
    }

    /**
     * As it stood when a model was made, and no later.
     *
     * @param interactions what the model was made of
     * @param placeOfItem by item the number of the place that it is, negative for none
     */
    public static Popularity asOf(
            PlaceIndex places, Model model, Interactions interactions, int[] placeOfItem) {
        Popularity then = new Popularity(places);
        Anew anew = then.anew(model);
        int last = VisitBlock.of(anew.trainedAt);
        int first = last - RiseSketch.MEMORY_DAYS * 24 / VisitBlock.HOURS;
        LongArrayList visits = new LongArrayList();
        for (int pair = 0; pair < interactions.size(); pair++) {
            int block = VisitBlock.of(Instant.ofEpochSecond(interactions.second(pair)));
            int place = placeOfItem[interactions.item(pair)];
            if (block >= first && block <= last && place >= 0) {
                visits.add((long) block << 32 | place);
            }
        }
        visits.sort(null);
        visits.forEach(visit -> anew.fresh.add(places, (int) visit, (int) (visit >> 32), 1, false));
        anew.finish();
        return then;
    }

    /** Begins anew from what a model knows; the rows since are to be added. */
    Anew anew(Model model) {
        return new Anew(model);
    }

    /** Takes a place and its rise. */
    @FunctionalInterface
    public interface RiseAction {

        void accept(int place, double rise);
    }

    /** A state in the making. Feedback that comes meanwhile counts in the rows that are read. */
    final class Anew {

        private final State fresh;
        private final Instant trainedAt;

        private Anew(Model model) {
            this.fresh = State.of(model, places.size());
            this.trainedAt = model.about().trainedAt();
        }

        /** When the model was made that knows of what came before. */
        Instant trainedAt() {
            return trainedAt;
        }

        void add(UUID placeId, VisitSpan span, int people) {
            boolean isNewToTheModel = !span.from().isBefore(trainedAt);
            places.find(placeId)
                    .ifPresent(place ->
                            fresh.add(places, place, span.blockNumber(), people, isNewToTheModel));
        }

        void finish() {
            state = fresh;
        }
    }

    private static final class State {

        private final RiseSketch sketch = new RiseSketch(BUCKETS);
        private final Rhythm rhythm = new Rhythm();
        private final double typicalVisitors;
        private volatile int[] visitors;

        private State(int[] visitors, double typicalVisitors) {
            this.visitors = visitors;
            this.typicalVisitors = typicalVisitors;
        }

        static State empty() {
            return new State(new int[0], 1);
        }

        static State of(Model model, int placeCount) {
            int[] visitors = new int[placeCount];
            for (int place = 0; place < placeCount; place++) {
                visitors[place] = model.visitors(place);
            }
            double typical =
                    model.about().interactions() / (double) Math.max(1, model.visitedPlaces());
            return new State(visitors, Math.max(1, typical));
        }

        synchronized void add(
                PlaceIndex places, int place, int block, int people, boolean isNewToTheModel) {
            sketch.add(place, block, people);
            LocalMoment moment = places.moment(VisitBlock.middleOf(block));
            rhythm.add(places.category(place), places.minuteOfWeek(place, moment), people);
            if (isNewToTheModel) {
                count(place, people);
            }
        }

        private void count(int place, int people) {
            if (place >= visitors.length) {
                visitors = Arrays.copyOf(visitors, place + ROOM);
            }
            visitors[place] += people;
        }
    }
}
