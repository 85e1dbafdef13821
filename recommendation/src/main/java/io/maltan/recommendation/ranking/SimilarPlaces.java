package io.maltan.recommendation.ranking;

import io.maltan.platform.problem.NotFound;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.profile.CallersTaste;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.profile.Preferences;
import io.maltan.recommendation.profile.Taste;
import io.maltan.recommendation.profile.Tastes;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Places like a place: what would be recommended to somebody of whom only that is known that they
 * like it, without what the caller does not want to see.
 */
@Service
class SimilarPlaces {

    private static final double REACH_METRES = 5_000;
    private static final double FAINTEST = 0.05;
    private static final UUID SOMEBODY = new UUID(0, 0);

    private final PlaceIndex places;
    private final CallersTaste callersTaste;
    private final Tastes tastes;
    private final Ranker ranker;
    private final Reasons reasons;
    private final ItemViews views;
    private final Clock clock;

    SimilarPlaces(
            PlaceIndex places,
            CallersTaste callersTaste,
            Tastes tastes,
            Ranker ranker,
            Reasons reasons,
            ItemViews views,
            Clock clock) {
        this.places = places;
        this.callersTaste = callersTaste;
        this.tastes = tastes;
        this.ranker = ranker;
        this.reasons = reasons;
        this.views = views;
        this.clock = clock;
    }

    /**
     * The most alike of what matches a wish.
     *
     * @param userId who asks; null for somebody unknown
     */
    Mono<List<ItemView>> to(
            UUID placeId, Wish wish, int limit, @Nullable UUID userId, Locale locale) {
        return callersTaste.of(userId).map(callers -> to(placeId, wish, limit, callers, locale));
    }

    private List<ItemView> to(UUID placeId, Wish wish, int limit, Taste callers, Locale locale) {
        int place = places.find(placeId).orElseThrow(() -> new PlaceNotFound(placeId));
        Instant now = clock.instant();
        IntPredicate wanted = ranker.wanted(wish, callers, now, other -> other == place);
        Taste taste = tasteOfOneWhoLikes(placeId, now);
        Ranker.Ranked ranked =
                ranker.rankEverywhere(
                        anything(place, wish.position()),
                        taste,
                        now,
                        wanted.negate(),
                        REACH_METRES);
        return items(ranked, new Reasons.Asker(taste, wish.position(), now, locale, true), limit);
    }

    /** Near to the place itself where the caller does not tell where they are. */
    private Wish anything(int place, @Nullable Position position) {
        Position from =
                position == null ? new Position(places.lat(place), places.lon(place)) : position;
        return new Wish(from, null, null, List.of(), false, Set.of());
    }

    private Taste tasteOfOneWhoLikes(UUID placeId, Instant now) {
        Feedback like =
                new Feedback(placeId, SOMEBODY, FeedbackType.LIKE, placeId, now, null, null);
        return tastes.of(new Person(List.of(like), Preferences.NONE), now);
    }

    private List<ItemView> items(Ranker.Ranked ranked, Reasons.Asker asker, int limit) {
        Ranking ranking = ranked.ranking();
        List<ItemView> items = new ArrayList<>();
        for (int at = 0; at < ranking.size() && items.size() < limit; at++) {
            int place = ranking.place(at);
            ranked.scoring().lookAt(place);
            if (isAlike(ranked.scoring())) {
                items.add(
                        views.of(
                                place,
                                Scoring.shown(ranking.score(at)),
                                asker.position(),
                                reasons.of(place, ranked.scoring(), asker),
                                asker.now(),
                                asker.locale()));
            }
        }
        return items;
    }

    private static boolean isAlike(Scoring scoring) {
        return scoring.part(Part.TOGETHER) + scoring.part(Part.KIND) + scoring.part(Part.WORDS)
                > FAINTEST;
    }

    static final class PlaceNotFound extends NotFound {

        PlaceNotFound(UUID id) {
            super("place_not_found", id);
        }
    }
}
