package io.maltan.recommendation.live;

import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.ranking.ItemView;
import io.maltan.recommendation.ranking.Position;
import io.maltan.recommendation.ranking.RecommendationView;
import io.maltan.recommendation.ranking.Wish;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/** A stream that somebody holds open here: what it asks for, and how to tell it to look again. */
final class OpenStream {

    /** A place that is so much farther than all that is shown does not come onto the list. */
    private static final double FARTHER = 2;

    private static final double NEAREST_METRES = 3_000;

    private final UUID id;
    private final @Nullable UUID userId;
    private final int limit;
    private final Locale locale;
    private volatile Wish wish;
    private volatile double farthestMetres = Double.MAX_VALUE;
    private volatile @Nullable FluxSink<Wish> looks;

    OpenStream(UUID id, @Nullable UUID userId, Wish wish, int limit, Locale locale) {
        this.id = id;
        this.userId = userId;
        this.wish = wish.toKeep();
        this.limit = limit;
        this.locale = locale;
    }

    UUID id() {
        return id;
    }

    @Nullable UUID userId() {
        return userId;
    }

    int limit() {
        return limit;
    }

    Locale locale() {
        return locale;
    }

    Wish wish() {
        return wish;
    }

    void attach(FluxSink<Wish> sink) {
        looks = sink;
    }

    void moveTo(Position position) {
        wish = wish.at(position).toKeep();
        lookAgain();
    }

    void lookAgain() {
        FluxSink<Wish> sink = looks;
        if (sink != null) {
            sink.next(wish);
        }
    }

    /** Notes what is shown now. */
    void shows(RecommendationView view) {
        double farthest = NEAREST_METRES;
        for (ItemView item : view.items()) {
            Long metres = item.distance();
            farthest = Math.max(farthest, metres == null ? Double.MAX_VALUE : FARTHER * metres);
        }
        farthestMetres = view.items().size() < limit ? Double.MAX_VALUE : farthest;
    }

    /** Whether a place lies where it could be on the list. */
    boolean mayShow(int place, PlaceIndex places) {
        Position position = wish.position();
        return position == null
                || places.metresFrom(place, position.lat(), position.lon()) <= farthestMetres;
    }

    /** Whether somebody with that token, or with none, is who opened it. */
    boolean isOf(@Nullable UUID caller) {
        return userId == null || userId.equals(caller);
    }
}
