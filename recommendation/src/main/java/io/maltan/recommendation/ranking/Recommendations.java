package io.maltan.recommendation.ranking;

import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.PageRequest;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.profile.CallersTaste;
import io.maltan.recommendation.profile.Taste;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/**
 * Recommendations for a person, page by page; the ranking may move meanwhile, no place repeats.
 *
 * <p>The first {@link ShownPlaces#MOST} are ranked anew for each page, without those that the
 * cursor knows to have been shown. What is left after them comes in an order that stays. So nothing
 * is kept for a page to come, and any replica can go on.
 */
@Service
public class Recommendations {

    private static final String RANKED = "r";

    private final CallersTaste callersTaste;
    private final Ranker ranker;
    private final Variants variants;
    private final Reasons reasons;
    private final ItemViews views;
    private final PlaceIndex places;
    private final Models models;
    private final Clock clock;
    private final DistributionSummary explorationCost;

    Recommendations(
            CallersTaste callersTaste,
            Ranker ranker,
            Variants variants,
            Reasons reasons,
            ItemViews views,
            PlaceIndex places,
            Models models,
            Clock clock,
            MeterRegistry meters) {
        this.callersTaste = callersTaste;
        this.ranker = ranker;
        this.variants = variants;
        this.reasons = reasons;
        this.views = views;
        this.places = places;
        this.models = models;
        this.clock = clock;
        this.explorationCost =
                DistributionSummary.builder("maltan.recommendation.exploration.cost")
                        .description("Score that a list gave up to show new places")
                        .register(meters);
    }

    /**
     * A page of recommendations.
     *
     * @param userId for whom; null for somebody unknown
     */
    public Mono<RecommendationView> page(
            Wish wish, PageRequest page, @Nullable UUID userId, Locale locale) {
        return callersTaste.of(userId).map(taste -> page(wish, page, userId, taste, locale));
    }

    private RecommendationView page(
            Wish wish, PageRequest page, @Nullable UUID userId, Taste taste, Locale locale) {
        Instant now = clock.instant();
        Serving serving =
                new Serving(wish, page.limit(), userId, taste, variants.of(userId), now, locale);
        Cursor cursor = page.cursor();
        if (cursor == null) {
            return serving.best(new ShownPlaces(), Diversity.Run.NONE);
        }
        ShownPlaces shown = ShownPlaces.decode(cursor.text(1));
        return cursor.text(0).equals(RANKED)
                ? serving.best(shown, runOf(cursor))
                : serving.rest(shown, originOf(cursor), keyOf(cursor));
    }

    /**
     * The run that the page before ended with; its category has no number that all replicas know.
     */
    private Diversity.Run runOf(Cursor cursor) {
        OptionalInt last = places.find(cursor.uuid(2));
        int length = Math.clamp(cursor.number(3), 0, ShownPlaces.MOST);
        int lengthOfLike = Math.clamp(cursor.number(4), 0, ShownPlaces.MOST);
        return last.isPresent()
                ? new Diversity.Run(places.category(last.getAsInt()), length, lengthOfLike)
                : Diversity.Run.NONE;
    }

    private static @Nullable Position originOf(Cursor cursor) {
        return cursor.text(4).isEmpty()
                ? null
                : new Position(
                        Math.clamp(cursor.decimal(4), -90, 90),
                        Math.clamp(cursor.decimal(5), -180, 180));
    }

    private static Remainder.Key keyOf(Cursor cursor) {
        int metres = Math.clamp(cursor.number(2), -1, Integer.MAX_VALUE);
        return Remainder.Key.of(metres, cursor.uuid(3));
    }

    /** One answer in the making. */
    private final class Serving {

        private final Wish wish;
        private final int limit;
        private final @Nullable UUID userId;
        private final Taste taste;
        private final Variants.Assigned variant;
        private final Instant now;
        private final Reasons.Asker asker;
        private final List<ItemView> items = new ArrayList<>();
        private final Levels levels = new Levels();

        Serving(
                Wish wish,
                int limit,
                @Nullable UUID userId,
                Taste taste,
                Variants.Assigned variant,
                Instant now,
                Locale locale) {
            this.wish = wish;
            this.limit = limit;
            this.userId = userId;
            this.taste = taste;
            this.variant = variant;
            this.now = now;
            this.asker = new Reasons.Asker(taste, wish.position(), now, locale, false);
        }

        /** The best of what has not been shown. */
        RecommendationView best(ShownPlaces shown, Diversity.Run before) {
            Ranker.Portion portion =
                    new Ranker.Portion(
                            limit,
                            shown.size() == 0 ? null : place -> shown.contains(places.id(place)),
                            before);
            Ranker.Ranked ranked = ranker.rank(wish, taste, now, variant.settings(), portion);
            Ranking ranking = portion.varied(explored(ranked), places, variant.settings());
            int count = Math.min(limit, ranking.size());
            Diversity.Run run = before;
            for (int at = 0; at < count; at++) {
                int place = ranking.place(at);
                show(place, ranked.scoring());
                shown.add(places.id(place));
                run = run.then(places.category(place), places.categories());
            }
            return view(
                    ranking.size() > count
                            ? cursorAfter(shown, places.id(ranking.place(count - 1)), run)
                            : null);
        }

        /** New places may lengthen a run: what is explored is to be varied again. */
        private Ranking explored(Ranker.Ranked ranked) {
            Exploration exploration =
                    new Exploration(
                            places, variant.settings(), userId, now, ranked.scoring().newSince());
            Ranking arranged = exploration.arranged(ranked.ranking());
            explorationCost.record(exploration.cost());
            return arranged;
        }

        private Cursor cursorAfter(ShownPlaces shown, UUID last, Diversity.Run run) {
            return shown.size() + limit <= ShownPlaces.MOST
                    ? Cursor.of(RANKED, shown.encoded(), last, run.length(), run.lengthOfLike())
                    : restAfter(shown, wish.position(), Remainder.Key.BEFORE_ALL);
        }

        private Cursor restAfter(ShownPlaces shown, @Nullable Position origin, Remainder.Key key) {
            return Cursor.of(
                    "",
                    shown.encoded(),
                    key.metres(),
                    key.id(),
                    origin == null ? "" : origin.lat(),
                    origin == null ? "" : origin.lon());
        }

        /** What the best have left over. */
        RecommendationView rest(ShownPlaces shown, @Nullable Position origin, Remainder.Key after) {
            Remainder remainder = new Remainder(places, origin, after, limit + 1);
            remainder.gather(
                    ranker.wanted(wish, taste, now, place -> shown.contains(places.id(place))));
            Scoring scoring = ranker.scoring(wish, taste, now, variant.settings());
            int count = Math.min(limit, remainder.size());
            for (int at = 0; at < count; at++) {
                show(remainder.key(at).place(), scoring);
            }
            boolean more = remainder.size() > count;
            return view(more ? restAfter(shown, origin, remainder.key(count - 1)) : null);
        }

        private void show(int place, Scoring scoring) {
            double score = scoring.score(place);
            levels.note(scoring);
            items.add(
                    views.of(
                            place,
                            Scoring.shown(score),
                            wish.position(),
                            reasons.of(place, scoring, asker),
                            now,
                            asker.locale()));
        }

        private RecommendationView view(@Nullable Cursor next) {
            return new RecommendationView(
                    Ids.next(),
                    models.current().version(),
                    variant.name(),
                    levels.level(),
                    items,
                    next == null ? null : next.encoded());
        }
    }
}
