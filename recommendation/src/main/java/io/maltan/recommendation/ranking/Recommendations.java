package io.maltan.recommendation.ranking;

import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.PageRequest;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.profile.People;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.profile.Taste;
import io.maltan.recommendation.profile.Tastes;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntSet;
import it.unimi.dsi.fastutil.ints.IntSets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Recommendations for a person, page by page; the ranking may move meanwhile, no place repeats. */
@Service
public class Recommendations {

    private static final String ONLY_VARIANT = "default";
    private static final int FIRST_PAGE = 0;

    private final People people;
    private final Tastes tastes;
    private final Ranker ranker;
    private final Reasons reasons;
    private final ItemViews views;
    private final KeptRankings kept;
    private final PlaceIndex places;
    private final Models models;
    private final Clock clock;

    Recommendations(
            People people,
            Tastes tastes,
            Ranker ranker,
            Reasons reasons,
            ItemViews views,
            KeptRankings kept,
            PlaceIndex places,
            Models models,
            Clock clock) {
        this.people = people;
        this.tastes = tastes;
        this.ranker = ranker;
        this.reasons = reasons;
        this.views = views;
        this.kept = kept;
        this.places = places;
        this.models = models;
        this.clock = clock;
    }

    /**
     * A page of recommendations.
     *
     * @param userId for whom; null for somebody unknown
     */
    public Mono<RecommendationView> page(
            Wish wish, PageRequest page, @Nullable UUID userId, Locale locale) {
        return person(userId).map(person -> page(wish, page, userId, person, locale));
    }

    private Mono<Person> person(@Nullable UUID userId) {
        return userId == null ? Mono.just(Person.STRANGER) : people.get(userId);
    }

    private RecommendationView page(
            Wish wish, PageRequest page, @Nullable UUID userId, Person person, Locale locale) {
        Instant now = clock.instant();
        Serving serving =
                new Serving(wish, page.limit(), userId, tastes.of(person, now), now, locale);
        Cursor cursor = page.cursor();
        return cursor == null ? serving.first() : serving.after(cursor);
    }

    /** One answer in the making. */
    private final class Serving {

        private final Wish wish;
        private final int limit;
        private final @Nullable UUID userId;
        private final Taste taste;
        private final Instant now;
        private final Locale locale;

        Serving(
                Wish wish,
                int limit,
                @Nullable UUID userId,
                Taste taste,
                Instant now,
                Locale locale) {
            this.wish = wish;
            this.limit = limit;
            this.userId = userId;
            this.taste = taste;
            this.now = now;
            this.locale = locale;
        }

        RecommendationView first() {
            return fresh(place -> false, IntSets.EMPTY_SET, ServedPlaces.roomFor(limit));
        }

        RecommendationView after(Cursor cursor) {
            UUID id = cursor.uuid(0);
            int from = Math.toIntExact(Math.clamp(cursor.number(1), 0, Integer.MAX_VALUE));
            ServedPlaces served = ServedPlaces.decode(cursor.text(2));
            return kept.find(id, userId)
                    .map(found ->
                            from < found.ranking().size()
                                    ? next(id, found, from)
                                    : fresh(found.all()::contains, found.all(), served))
                    .orElseGet(() ->
                            fresh(
                                    place -> served.contains(places.id(place)),
                                    IntSets.EMPTY_SET,
                                    served));
        }

        /** Ranks anew what earlier pages have not shown. */
        private RecommendationView fresh(IntPredicate shown, IntSet before, ServedPlaces served) {
            UUID id = Ids.next();
            Ranker.Ranked ranked = ranker.rank(wish, taste, now, shown);
            Ranking ranking = ranked.ranking();
            Shown page = show(ranking, FIRST_PAGE, ranked.scoring());
            KeptRankings.Kept made =
                    new KeptRankings.Kept(userId, ranking, ranked.scoring().reachMetres(), before);
            if (page.end < ranking.size() || ranking.hasMore()) {
                kept.keep(id, made);
            }
            page.places.forEach(place -> served.add(places.id(place)));
            return view(id, page, cursorAfter(id, made, page.end, served));
        }

        /** Goes on in a ranking that was kept. */
        private RecommendationView next(UUID id, KeptRankings.Kept found, int from) {
            Scoring scoring = ranker.scoring(wish, taste, now, found.reachMetres());
            Shown page = show(found.ranking(), from, scoring);
            ServedPlaces served = ServedPlaces.roomFor(found.before().size() + page.end);
            found.before().forEach(place -> served.add(places.id(place)));
            for (int at = 0; at < page.end; at++) {
                served.add(places.id(found.ranking().place(at)));
            }
            return view(id, page, cursorAfter(id, found, page.end, served));
        }

        private @Nullable String cursorAfter(
                UUID id, KeptRankings.Kept found, int end, ServedPlaces served) {
            return end < found.ranking().size() || found.ranking().hasMore()
                    ? Cursor.of(id, end, served.encoded()).encoded()
                    : null;
        }

        /** Passes over what was removed or closed since the ranking was made. */
        private Shown show(Ranking ranking, int from, Scoring scoring) {
            Reasons.Asker asker = new Reasons.Asker(taste, wish.position(), now, locale, false);
            Shown shown = new Shown(from);
            while (shown.end < ranking.size() && shown.items.size() < limit) {
                int place = ranking.place(shown.end);
                if (places.isInBusiness(place) && !taste.removed().contains(place)) {
                    scoring.lookAt(place);
                    shown.note(scoring);
                    shown.places.add(place);
                    shown.items.add(
                            views.of(
                                    place,
                                    ranking.score(shown.end),
                                    wish.position(),
                                    reasons.of(place, scoring, asker),
                                    now,
                                    locale));
                }
                shown.end++;
            }
            shown.level = shown.levels.level();
            return shown;
        }

        private RecommendationView view(UUID id, Shown page, @Nullable String nextCursor) {
            return new RecommendationView(
                    id,
                    models.current().version(),
                    ONLY_VARIANT,
                    page.level,
                    page.items,
                    nextCursor);
        }
    }

    private static final class Shown {

        private final List<ItemView> items = new ArrayList<>();
        private final IntArrayList places = new IntArrayList();
        private final Levels levels = new Levels();
        private int end;
        private String level = "";

        Shown(int from) {
            this.end = from;
        }

        void note(Scoring scoring) {
            levels.note(scoring);
        }
    }
}
