package io.maltan.recommendation.live;

import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.ranking.Position;
import io.maltan.recommendation.ranking.Wish;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.FluxSink;

/** A stream that somebody holds open here: what it asks for, and how to tell it to look again. */
final class OpenStream {

    /** Places somewhat beyond what was asked for cannot change a list. */
    private static final double FARTHEST_METRES = 100_000;

    private final UUID id;
    private final @Nullable UUID userId;
    private final int limit;
    private final Locale locale;
    private volatile Wish wish;
    private volatile @Nullable FluxSink<Wish> looks;

    OpenStream(UUID id, @Nullable UUID userId, Wish wish, int limit, Locale locale) {
        this.id = id;
        this.userId = userId;
        this.wish = wish;
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
        wish = wish.at(position);
        lookAgain();
    }

    void lookAgain() {
        FluxSink<Wish> sink = looks;
        if (sink != null) {
            sink.next(wish);
        }
    }

    /** Whether a place lies where it could be on the list. */
    boolean mayShow(int place, PlaceIndex places) {
        Position position = wish.position();
        Double radius = wish.radiusMetres();
        return position == null
                || places.metresFrom(place, position.lat(), position.lon())
                        <= (radius == null ? FARTHEST_METRES : radius * 1.1);
    }

    /** Whether somebody with that token, or with none, is who opened it. */
    boolean isOf(@Nullable UUID caller) {
        return userId == null || userId.equals(caller);
    }
}
