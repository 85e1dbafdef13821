package io.maltan.recommendation.ranking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.problem.Invalid;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.Models;
import io.maltan.recommendation.model.TrainedModels;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.place.PlaceFacts;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.Towns;
import io.maltan.recommendation.popularity.Crowds;
import io.maltan.recommendation.popularity.Popularity;
import io.maltan.recommendation.profile.Person;
import io.maltan.recommendation.profile.Preferences;
import io.maltan.recommendation.profile.Taste;
import io.maltan.recommendation.profile.Tasters;
import io.maltan.recommendation.profile.Tastes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A street with a shop every hundred metres eastwards from where the asker stands. */
class RankingTests {

    private static final Instant NOW = Instant.parse("2026-11-20T03:00:00Z");
    private static final UUID ASKER = UUID.randomUUID();
    private static final Position HERE = new Position(37.5, 127);
    private static final double HUNDRED_METRES = 0.001133;

    private final PlaceIndex places = new PlaceIndex();
    private final Popularity popularity = Crowds.none(places);
    private final Models models = TrainedModels.none();
    private final Tastes tastes = Tasters.tastes(places);
    private final Ranker ranker =
            new Ranker(places, popularity, models, TestSettings.standard(), new Newcomers(places));
    private final Reasons reasons = new Reasons(places, models, new ReasonTexts());

    @CanIgnoreReturnValue
    private int shop(String name, String category, int hundredsOfMetres) {
        return Towns.put(places, facts(name, category, hundredsOfMetres));
    }

    private static PlaceFacts facts(String name, String category, int hundredsOfMetres) {
        return Towns.place(name, category, 37.5, 127 + hundredsOfMetres * HUNDRED_METRES);
    }

    private Feedback event(FeedbackType type, int place) {
        return new Feedback(
                UUID.randomUUID(), ASKER, type, places.id(place), NOW.minusSeconds(60), null, null);
    }

    private static Person after(Feedback... events) {
        return Arrays.stream(events).reduce(Person.STRANGER, Tasters::after, (a, b) -> b);
    }

    private static Wish around(@Nullable Position position) {
        return new Wish(position, null, null, List.of(), false, Set.of());
    }

    private Ranker.Ranked rank(Wish wish, Person person) {
        return ranker.rank(
                wish, tastes.of(person, NOW), NOW, ranker.standard(), Ranker.Portion.first(20));
    }

    private List<String> names(Wish wish, Person person) {
        return Arrays.stream(rank(wish, person).ranking().places()).mapToObj(places::name).toList();
    }

    private List<Reason> reasons(int place, Wish wish, Person person, Locale locale) {
        Taste taste = tastes.of(person, NOW);
        Scoring scoring =
                ranker.rank(wish, taste, NOW, ranker.standard(), Ranker.Portion.first(20))
                        .scoring();
        scoring.lookAt(place);
        return reasons.of(
                place, scoring, new Reasons.Asker(taste, wish.position(), NOW, locale, false));
    }

    private static List<String> codes(List<Reason> reasons) {
        return reasons.stream().map(Reason::code).toList();
    }

    private void townOfTwenty() {
        for (int i = 0; i < 20; i++) {
            shop("Shop " + (char) ('A' + i), "shop.kind" + i, i + 2);
        }
    }

    @Test
    void errandsStandBackUnlessTheyAreLiked() {
        int parking = shop("Car park", "transport.parking", 1);
        shop("Gallery", "culture.gallery", 3);
        assertThat(names(around(HERE), Person.STRANGER)).containsExactly("Gallery", "Car park");
        int other = shop("Garage", "transport.parking", 30);
        Person driver = after(event(FeedbackType.LIKE, other));
        assertThat(names(around(HERE), driver)).startsWith(places.name(parking));
    }

    @Test
    void articlesInNamesSayNothing() {
        townOfTwenty();
        int liked = shop("La Pantera", "food.restaurant", 40);
        int office = shop("Andorra la Vella", "service.post_office", 3);
        List<Reason> why =
                reasons(
                        office,
                        around(HERE),
                        after(event(FeedbackType.LIKE, liked)),
                        Locale.ENGLISH);
        assertThat(codes(why)).doesNotContain("because_you_liked");
    }

    @Test
    void aStrangerGetsWhatIsNearFirst() {
        townOfTwenty();
        assertThat(names(around(HERE), Person.STRANGER))
                .startsWith("Shop A", "Shop B", "Shop C")
                .hasSize(20);
    }

    @Test
    void aLikedRamenShopLiftsRamenShopsThatNobodyVisits() {
        townOfTwenty();
        int liked = shop("Menya Ramen", "food.japanese", 40);
        shop("Ippudo Ramen", "food.japanese", 8);
        shop("Hakata Ramen", "food.japanese", 10);

        List<String> before = names(around(HERE), Person.STRANGER);
        List<String> after = names(around(HERE), after(event(FeedbackType.LIKE, liked)));

        assertThat(before.indexOf("Ippudo Ramen")).isGreaterThan(4);
        assertThat(after).startsWith("Ippudo Ramen", "Hakata Ramen");
    }

    @Test
    void wordsOfNamesTellTheKindWhereCategoriesDoNot() {
        townOfTwenty();
        int liked = shop("멘야하나라멘", "food.restaurant", 40);
        int other = shop("골목라멘", "food.restaurant", 9);
        shop("김밥천국", "food.restaurant", 9);
        Person person = after(event(FeedbackType.LIKE, liked));

        List<String> names = names(around(HERE), person);
        assertThat(names.indexOf("골목라멘")).isLessThan(names.indexOf("김밥천국"));
        assertThat(reasons(other, around(HERE), person, Locale.KOREAN).getFirst().placeId())
                .isEqualTo(places.id(liked));
    }

    @Test
    void aDislikeRemovesThePlaceAndLowersItsKind() {
        townOfTwenty();
        int disliked = shop("Loud Bar", "nightlife.bar", 3);
        shop("Other Bar", "nightlife.bar", 4);
        List<String> before = names(around(HERE), Person.STRANGER);
        List<String> after = names(around(HERE), after(event(FeedbackType.DISLIKE, disliked)));

        assertThat(after).doesNotContain("Loud Bar");
        assertThat(after.indexOf("Other Bar")).isGreaterThan(before.indexOf("Other Bar"));
    }

    @Test
    void notInterestedRemovesThePlaceAlone() {
        townOfTwenty();
        int unwanted = shop("Loud Bar", "nightlife.bar", 3);
        shop("Other Bar", "nightlife.bar", 4);
        List<String> expected =
                names(around(HERE), Person.STRANGER).stream()
                        .filter(name -> !name.equals("Loud Bar"))
                        .toList();
        assertThat(names(around(HERE), after(event(FeedbackType.NOT_INTERESTED, unwanted))))
                .isEqualTo(expected);
    }

    @Test
    void withdrawnFeedbackLeavesNoTrace() {
        townOfTwenty();
        int liked = shop("Menya Ramen", "food.japanese", 10);
        shop("Ippudo Ramen", "food.japanese", 8);
        List<String> before = names(around(HERE), Person.STRANGER);
        for (FeedbackType type : FeedbackType.values()) {
            Feedback event = event(type, liked);
            Person person = Tasters.withdrawn(after(event), event.eventId());
            assertThat(names(around(HERE), person)).isEqualTo(before);
        }
    }

    @Test
    void theLatestVerdictCounts() {
        int place = shop("Menya Ramen", "food.japanese", 10);
        townOfTwenty();
        Feedback dislike =
                new Feedback(
                        UUID.randomUUID(),
                        ASKER,
                        FeedbackType.DISLIKE,
                        places.id(place),
                        NOW.minus(Duration.ofDays(3)),
                        null,
                        null);
        assertThat(names(around(HERE), after(dislike, event(FeedbackType.LIKE, place))))
                .contains("Menya Ramen");
    }

    private Feedback stars(int place, double stars) {
        return new Feedback(
                UUID.randomUUID(),
                ASKER,
                FeedbackType.RATING,
                places.id(place),
                NOW.minusSeconds(60),
                stars,
                null);
    }

    @Test
    void whoWentTwiceAndGaveOneStarDoesNotLikeThePlace() {
        townOfTwenty();
        int bad = shop("Menya Ramen", "food.japanese", 40);
        int alike = shop("Ippudo Ramen", "food.japanese", 8);
        Feedback verdict = stars(bad, 1);
        Person visitor = after(event(FeedbackType.VISIT, bad), event(FeedbackType.VISIT, bad));
        Person judge = Tasters.after(visitor, verdict);

        Taste taste = tastes.of(judge, NOW);
        assertThat(taste.signals())
                .singleElement()
                .satisfies(signal -> {
                    assertThat(signal.weight()).isNegative();
                    assertThat(signal.isLiked()).isFalse();
                });
        assertThat(taste.category(places.category(alike))).isNegative();
        assertThat(codes(reasons(alike, around(HERE), judge, Locale.ENGLISH)))
                .doesNotContain("because_you_liked", "category_you_like");
        assertThat(names(around(HERE), Tasters.withdrawn(judge, verdict.eventId())))
                .isEqualTo(names(around(HERE), visitor));
    }

    @Test
    void whatElseWasDoneWithAnUnwantedPlaceSaysNothing() {
        int unwanted = shop("Loud Bar", "nightlife.bar", 3);
        Person person =
                after(
                        event(FeedbackType.VISIT, unwanted),
                        event(FeedbackType.BOOKMARK, unwanted),
                        event(FeedbackType.NOT_INTERESTED, unwanted));
        assertThat(tastes.of(person, NOW).signals()).isEmpty();
        assertThat(tastes.of(person, NOW).removed()).containsExactly(unwanted);
    }

    @Test
    void impressionsCoolAPlace() {
        townOfTwenty();
        shop("Second", "shop.kind99", 2);
        Person bored = Person.STRANGER;
        for (int i = 0; i < 10; i++) {
            bored = Tasters.after(bored, event(FeedbackType.IMPRESSION, 0));
        }
        assertThat(names(around(HERE), Person.STRANGER).subList(0, 2))
                .containsExactlyInAnyOrder("Shop A", "Second");
        assertThat(names(around(HERE), bored)).startsWith("Second", "Shop B").contains("Shop A");
    }

    @Test
    void peopleWhoWentTogetherLeadTheWay() {
        townOfTwenty();
        TrainingSet set =
                TrainedModels.set(places, new int[] {0, 15}, new int[] {0, 15}, new int[] {3, 4});
        Model model = TrainedModels.train(set, places);
        TrainedModels.swap(models, model);
        Person visitor = after(event(FeedbackType.VISIT, 0));
        visited(0, 3);
        visited(15, 3);

        assertThat(names(around(HERE), visitor).indexOf("Shop P"))
                .isLessThan(names(around(HERE), Person.STRANGER).indexOf("Shop P"));
        List<Reason> why = reasons(15, around(HERE), visitor, Locale.ENGLISH);
        assertThat(why.getFirst().code()).isEqualTo("people_also_visit");
        assertThat(why.getFirst().placeId()).isEqualTo(places.id(0));
        assertThat(why.getFirst().text()).isEqualTo("People who visit Shop A come here too");
        assertThat(reasons(15, around(HERE), after(event(FeedbackType.LIKE, 0)), Locale.ENGLISH))
                .extracting(Reason::code)
                .contains("because_you_liked")
                .doesNotContain("people_also_visit");
    }

    private void visited(int place, int people) {
        popularity.counted(places.id(place), NOW.minus(Duration.ofDays(100)), people);
    }

    @Test
    void whereOneOrTwoPeopleWentIsNotTold() {
        townOfTwenty();
        TrainedModels.swap(
                models, TrainedModels.train(TrainedModels.set(places, new int[] {0, 15}), places));
        Person visitor = after(event(FeedbackType.VISIT, 0));
        visited(0, 3);
        visited(15, 2);

        assertThat(partOf(Part.TOGETHER, 15, visitor)).isPositive();
        assertThat(codes(reasons(15, around(HERE), visitor, Locale.ENGLISH)))
                .doesNotContain("people_also_visit");
        visited(15, 1);
        assertThat(codes(reasons(15, around(HERE), visitor, Locale.ENGLISH)))
                .contains("people_also_visit");
    }

    @Test
    void threeAndAHalfStarsAreNoLiking() {
        townOfTwenty();
        int rated = shop("Menya", "food.japanese", 30);
        int other = shop("Udon", "food.japanese", 4);
        assertThat(codes(reasons(other, around(HERE), after(stars(rated, 3.5)), Locale.ENGLISH)))
                .contains("category_of_interest")
                .doesNotContain("because_you_liked");
        assertThat(codes(reasons(other, around(HERE), after(stars(rated, 4)), Locale.ENGLISH)))
                .contains("because_you_liked");
    }

    @Test
    void aLikedPlaceIsNotRecommendedBecauseOfItself() {
        townOfTwenty();
        int liked = shop("Menya Ramen", "food.japanese", 4);
        List<Reason> why =
                reasons(
                        liked,
                        around(HERE),
                        after(event(FeedbackType.LIKE, liked)),
                        Locale.ENGLISH);
        assertThat(why).extracting(Reason::placeId).doesNotContain(places.id(liked));
    }

    @Test
    void whatIsSimilarIsSaidByWhatTheTwoHaveInCommon() {
        townOfTwenty();
        int source = shop("Sushi Tsuki", "food.japanese", 4);
        assertThat(whySimilar(source, shop("Kimbap", "food.korean", 5)))
                .contains(new Reason("similar_kind", "The same kind of place: Food", null));
        assertThat(whySimilar(source, shop("Museum Tsuki", "culture.museum", 6)))
                .contains(new Reason("similar_name", "A name like Sushi Tsuki", places.id(source)))
                .extracting(Reason::code)
                .doesNotContain("similar_kind");
    }

    private List<Reason> whySimilar(int source, int place) {
        Taste taste = tastes.of(after(event(FeedbackType.LIKE, source)), NOW);
        Scoring scoring =
                ranker.rankEverywhere(around(HERE), taste, NOW, other -> false, 100_000).scoring();
        scoring.lookAt(place);
        return reasons.of(
                place, scoring, new Reasons.Asker(taste, HERE, NOW, Locale.ENGLISH, true));
    }

    @Test
    void aRadiusIsMeasuredFromExactlyWhereOneIs() {
        Towns.put(places, Towns.place("Here", "shop", 37.50005, 127.00005));
        Position exact = new Position(37.50005, 127.00005);
        Wish wish = new Wish(exact, 5.0, null, List.of(), false, Set.of());
        assertThat(names(wish, Person.STRANGER)).containsExactly("Here");
        assertThat(wish.toKeep().position()).isEqualTo(exact.rounded()).isNotEqualTo(exact);
    }

    @Test
    void oneVisitDoesNotMakeAnHour() {
        int zoo = shop("Zoo", "leisure.zoo", 3);
        int bar = shop("Bar", "drink.bar", 4);
        Instant night = NOW.minus(Duration.ofDays(70)).plus(Duration.ofHours(10));
        for (int i = 0; i < 400; i++) {
            popularity.counted(places.id(bar), night, 1);
        }
        popularity.counted(places.id(zoo), NOW.minus(Duration.ofDays(70)), 1);

        assertThat(codes(reasons(zoo, around(HERE), Person.STRANGER, Locale.ENGLISH)))
                .doesNotContain("good_hour");
        popularity.counted(places.id(zoo), NOW.minus(Duration.ofDays(70)), 60);
        assertThat(codes(reasons(zoo, around(HERE), Person.STRANGER, Locale.ENGLISH)))
                .contains("good_hour");
    }

    @Test
    void placesThatOnlyHaveANumberAreNotOldOnes() {
        Newcomers newcomers = new Newcomers(places);
        for (int i = 0; i < 50; i++) {
            assertThat(places.numberFor(UUID.randomUUID())).isEqualTo(i);
        }
        assertThat(newcomers.standOut(NOW)).isFalse();
        townOfTwenty();
        newcomers.reloaded();
        assertThat(newcomers.standOut(NOW)).isTrue();
    }

    @Test
    void howeverMuchOneLikesOneKindTheKindsBesideItStayBehind() {
        int[] liked = new int[8];
        for (int i = 0; i < liked.length; i++) {
            liked[i] = shop("Noodles " + i, "food.japanese", 40 + i);
        }
        shop("Wings", "food.chicken", 1);
        shop("Udon", "food.japanese", 4);
        Feedback[] likes =
                Arrays.stream(liked)
                        .mapToObj(place -> event(FeedbackType.LIKE, place))
                        .toArray(Feedback[]::new);
        assertThat(names(around(HERE), after(likes))).startsWith("Udon", "Wings");
    }

    @Test
    void aPlaceThatComesBackAfterItsModelWasMadeIsLinkedAgain() {
        townOfTwenty();
        UUID gone = places.id(15);
        TrainingSet set = TrainedModels.set(places, new int[] {0, 15}, new int[] {0, 15});
        Towns.remove(places, gone);
        TrainedModels.swap(models, TrainedModels.train(set, places));
        Person visitor = after(event(FeedbackType.VISIT, 0));
        assertThat(names(around(HERE), visitor)).doesNotContain("Back again");

        Towns.put(places, Towns.place(gone, "Back again", "shop.back", 37.5, 127, "open", 9, null));
        visited(0, 3);
        visited(15, 3);
        assertThat(models.current().contribution(0, 15)).isPositive();
        assertThat(reasons(15, around(HERE), visitor, Locale.ENGLISH))
                .extracting(Reason::code)
                .contains("people_also_visit");
    }

    @Test
    void reasonsAreWhatTheScoreIsMadeOf() {
        townOfTwenty();
        int liked = shop("Menya Ramen", "food.japanese", 10);
        int ramen = shop("Ippudo Ramen", "food.japanese", 4);
        Person person = after(event(FeedbackType.LIKE, liked));

        List<Reason> personal = reasons(ramen, around(HERE), person, Locale.ENGLISH);
        assertThat(personal.getFirst())
                .isEqualTo(
                        new Reason(
                                "because_you_liked",
                                "Because you liked Menya Ramen",
                                places.id(liked)));
        assertThat(personal).extracting(Reason::text).contains("400 m away");

        assertThat(codes(reasons(ramen, around(HERE), Person.STRANGER, Locale.ENGLISH)))
                .containsExactly("near");
        assertThat(reasons(0, around(HERE), person, Locale.KOREAN).getFirst().text())
                .isEqualTo("200 m 거리");
    }

    @Test
    void aHabitIsNamedByItsCategory() {
        townOfTwenty();
        int one = shop("Menya", "food.japanese", 10);
        int two = shop("Hakata", "food.japanese", 12);
        int three = shop("Sushiko", "food.japanese", 4);
        Person person = after(event(FeedbackType.LIKE, one), event(FeedbackType.LIKE, two));
        assertThat(reasons(three, around(HERE), person, Locale.KOREAN).getFirst())
                .isEqualTo(new Reason("category_you_like", "좋아하시는 종류의 장소: 일식", null));
    }

    @Test
    void aKindThatOnlyTheKindsBesideItSpeakForIsNotSaidToBeLiked() {
        townOfTwenty();
        int ramen = shop("Menya", "food.ramen", 40);
        int sushi = shop("Sushiko", "food.sushi", 4);
        assertThat(
                        reasons(
                                sushi,
                                around(HERE),
                                after(event(FeedbackType.LIKE, ramen)),
                                Locale.ENGLISH))
                .contains(
                        new Reason(
                                "because_you_liked", "Because you liked Menya", places.id(ramen)));
        assertThat(
                        reasons(
                                sushi,
                                around(HERE),
                                after(event(FeedbackType.VISIT, ramen)),
                                Locale.ENGLISH))
                .contains(
                        new Reason(
                                "category_of_interest",
                                "A kind of place that you showed an interest in: Food",
                                null));
    }

    @Test
    void whoWentToPlacesOrKeptThemIsNotSaidToLikeThem() {
        townOfTwenty();
        int one = shop("Menya Ramen", "food.japanese", 40);
        int two = shop("Hakata Ramen", "food.japanese", 42);
        int alike = shop("Ippudo Ramen", "food.japanese", 4);
        List<FeedbackType> acts =
                List.of(
                        FeedbackType.CLICK,
                        FeedbackType.VISIT,
                        FeedbackType.BOOKMARK,
                        FeedbackType.SHARE);
        for (FeedbackType act : acts) {
            assertThat(
                            codes(
                                    reasons(
                                            alike,
                                            around(HERE),
                                            after(event(act, one), event(act, two)),
                                            Locale.ENGLISH)))
                    .as(act.code())
                    .contains("category_of_interest")
                    .doesNotContain("because_you_liked", "category_you_like");
        }
    }

    @Test
    void aPlaceIsPopularWhereMoreComeThanUsualAndNotAFewAlone() {
        townOfTwenty();
        assertThat(codes(reasonsOfVisitors(2))).doesNotContain("popular_here");
        assertThat(reasonsOfVisitors(8))
                .contains(new Reason("popular_here", "Popular around here", null));
        assertThat(reasons(0, around(null), Person.STRANGER, Locale.KOREAN))
                .contains(new Reason("popular_here", "인기 있는 곳", null));
    }

    private List<Reason> reasonsOfVisitors(int more) {
        visited(0, more);
        return reasons(0, around(HERE), Person.STRANGER, Locale.ENGLISH);
    }

    @Test
    void whatSpeaksForAPlaceBecauseOneDislikesAnotherIsNotToldAsALiking() {
        townOfTwenty();
        Random random = new Random(11);
        int[][] visits = new int[60][];
        for (int person = 0; person < visits.length; person++) {
            int town = person % 3 * 6;
            visits[person] = random.ints(6, town, town + 8).distinct().toArray();
        }
        TrainedModels.swap(models, TrainedModels.filter(TrainedModels.set(places, visits), places));
        int[] opposed = mostOpposed();
        Person person = after(event(FeedbackType.DISLIKE, opposed[0]));

        assertThat(models.current().contribution(opposed[0], opposed[1])).isNegative();
        assertThat(partOf(Part.TOGETHER, opposed[1], person)).isGreaterThan(0.1);
        assertThat(codes(reasons(opposed[1], around(HERE), person, Locale.ENGLISH)))
                .doesNotContain("people_also_visit", "because_you_liked");
    }

    @Test
    void whatOneLikesDoesNotSpeakForItself() {
        townOfTwenty();
        int[][] visits = new int[40][];
        for (int person = 0; person < visits.length; person++) {
            visits[person] = new int[] {person % 20, (person + 7) % 20};
        }
        TrainedModels.swap(models, TrainedModels.filter(TrainedModels.set(places, visits), places));
        Person person = after(event(FeedbackType.LIKE, 3));

        assertThat(models.current().contribution(3, 3)).isPositive();
        assertThat(partOf(Part.TOGETHER, 3, person)).isCloseTo(0, within(0.01));
        assertThat(codes(reasons(3, around(HERE), person, Locale.ENGLISH)))
                .doesNotContain("people_also_visit");
    }

    /** A place and the one that it speaks most against. */
    private int[] mostOpposed() {
        return IntStream.range(0, places.size())
                .boxed()
                .flatMap(from ->
                        IntStream.range(0, places.size()).mapToObj(to -> new int[] {from, to}))
                .min(
                        Comparator.comparingDouble(
                                pair -> models.current().contribution(pair[0], pair[1])))
                .orElseThrow();
    }

    private double partOf(Part part, int place, Person person) {
        Scoring scoring = rank(around(HERE), person).scoring();
        scoring.lookAt(place);
        return scoring.part(part);
    }

    @Test
    void whatWasPreferredCountsBeforeAnyFeedback() {
        townOfTwenty();
        int museum = shop("Museum", "culture.museum", 3);
        Person newcomer = new Person(List.of(), new Preferences(List.of("culture"), List.of("11")));
        assertThat(names(around(HERE), Person.STRANGER).getFirst()).isNotEqualTo("Museum");
        List<String> names = names(around(HERE), newcomer);
        assertThat(names.getFirst()).isEqualTo("Museum");
        assertThat(codes(reasons(museum, around(HERE), newcomer, Locale.ENGLISH)))
                .contains("category_you_like", "region_you_like");
        assertThat(reasons(museum, around(HERE), newcomer, Locale.ENGLISH))
                .extracting(Reason::text)
                .contains("You like this kind of place: Culture");
    }

    @Test
    void withoutAPositionWhatIsNearANamedRegionComesBeforeWhatIsFar() {
        int far = Towns.put(places, Towns.inRegion(facts("Far", "shop.far", 900), "26"));
        int near = Towns.put(places, Towns.inRegion(facts("Near", "shop.near", 20), "41"));
        shop("Within", "shop.within", 0);
        Person newcomer = new Person(List.of(), new Preferences(List.of(), List.of("11")));

        assertThat(names(around(null), newcomer)).containsExactly("Within", "Near", "Far");
        assertThat(codes(reasons(near, around(null), newcomer, Locale.ENGLISH)))
                .contains("near_a_region_you_like");
        assertThat(codes(reasons(far, around(null), newcomer, Locale.ENGLISH)))
                .doesNotContain("near_a_region_you_like", "region_you_like");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 200})
    void notMoreThanAFewOfAKindInARow(int cafes) {
        for (int i = 0; i < cafes; i++) {
            shop("Cafe " + i, "cafe.coffee", 1);
        }
        townOfTwenty();
        int[] ranked = rank(around(HERE), Person.STRANGER).ranking().places();
        for (int at = 3; at < 20; at++) {
            int from = at - 3;
            assertThat(Arrays.stream(ranked, from, at + 1).map(places::category).distinct().count())
                    .isGreaterThan(1);
        }
        assertThat(ranked).doesNotHaveDuplicates().hasSizeGreaterThan(40);
    }

    @Test
    void notTenOfLikeKindsInARow() {
        for (int i = 0; i < 30; i++) {
            shop("Cafe " + i, "cafe.coffee", 1);
            shop("Tea " + i, "cafe.tea", 1);
        }
        townOfTwenty();
        int[] ranked = rank(around(HERE), Person.STRANGER).ranking().places();
        StringBuilder kinds = new StringBuilder();
        for (int place : ranked) {
            kinds.append(places.name(place).matches("(Cafe|Tea) .*") ? 'c' : '-');
        }
        assertThat(kinds.toString()).startsWith("ccccccccc-").matches("(c{0,9}-)+");
        assertThat(ranked).doesNotHaveDuplicates();
    }

    @Test
    void oneCategoryStaysVariedWhereAllIsOfLikeKinds() {
        for (int i = 0; i < 10; i++) {
            shop("Cafe " + i, "cafe.coffee", 1);
            shop("Tea " + i, "cafe.tea", 2);
        }
        int[] ranked = rank(around(HERE), Person.STRANGER).ranking().places();
        for (int at = 3; at < 12; at++) {
            assertThat(Arrays.stream(ranked, at - 3, at + 1).map(places::category).distinct())
                    .hasSize(2);
        }
    }

    @Test
    void aRunGoesOnOverThePages() {
        shop("Cafe A", "cafe.coffee", 1);
        int second = shop("Cafe B", "cafe.coffee", 2);
        shop("Gallery", "culture.gallery", 9);
        Diversity.Run run = new Diversity.Run(places.category(second), 3, 3);
        Ranker.Portion nextPage = new Ranker.Portion(20, null, run);
        Taste stranger = tastes.of(Person.STRANGER, NOW);
        Ranking ranking =
                ranker.rank(around(HERE), stranger, NOW, ranker.standard(), nextPage).ranking();
        assertThat(Arrays.stream(ranking.places()).mapToObj(places::name))
                .containsExactly("Gallery", "Cafe A", "Cafe B");
        assertThat(names(around(HERE), Person.STRANGER)).startsWith("Cafe A", "Cafe B");
    }

    @Test
    void aPageIsFilledFromFartherAwayWhereTooLittleIsNear() {
        for (int i = 0; i < 45; i++) {
            shop("Near " + i, "shop.kind" + i, i % 15 + 1);
        }
        for (int i = 0; i < 10; i++) {
            shop("Far " + i, "shop.far" + i, 40 + i);
        }
        Taste stranger = tastes.of(Person.STRANGER, NOW);
        Settings settings = ranker.standard();
        for (int limit : new int[] {20, 50, 60}) {
            Ranker.Portion page = Ranker.Portion.first(limit);
            assertThat(ranker.rank(around(HERE), stranger, NOW, settings, page).ranking().size())
                    .isEqualTo(limit < 45 ? 45 : 55);
        }
    }

    @Test
    void neverEmptyWhileAnyPlaceMatches() {
        int far = shop("Lighthouse", "sight.landmark", 0);
        Position elsewhere = new Position(-33.9, 151.2);
        assertThat(names(around(elsewhere), Person.STRANGER)).containsExactly("Lighthouse");
        assertThat(names(around(null), Person.STRANGER)).containsExactly("Lighthouse");
        assertThat(reasons(far, around(null), Person.STRANGER, Locale.ENGLISH))
                .extracting(Reason::code)
                .containsExactly("to_discover");
    }

    @Test
    void keepsToTheFilters() {
        townOfTwenty();
        shop("Menya", "food.japanese", 10);
        shop("Kimbap", "food.korean", 60);
        Wish food = new Wish(HERE, null, null, List.of("food"), false, Set.of());
        assertThat(names(food, Person.STRANGER)).containsExactly("Menya", "Kimbap");
        Wish nearFood = new Wish(HERE, 2_000.0, "11", List.of("food"), false, Set.of());
        assertThat(names(nearFood, Person.STRANGER)).containsExactly("Menya");
        Wish busan = new Wish(HERE, null, "21", List.of(), false, Set.of());
        assertThat(names(busan, Person.STRANGER)).isEmpty();
        Wish without = new Wish(HERE, null, null, List.of("food"), false, Set.of(places.id(20)));
        assertThat(names(without, Person.STRANGER)).containsExactly("Kimbap");
        Wish open = new Wish(HERE, null, null, List.of(), true, Set.of());
        assertThat(names(open, Person.STRANGER)).isEmpty();
    }

    @Test
    void aLongListIsChosenRoughlyAndOrderedClosely() {
        for (int i = 0; i < 6_000; i++) {
            shop("Shop " + i, "shop.kind" + i % 50, i % 100);
        }
        Ranking ranking = rank(around(null), Person.STRANGER).ranking();
        assertThat(ranking.size()).isEqualTo(1_024);
    }

    @Test
    void placesThatWereShownAreRememberedInACursor() {
        ShownPlaces shown = new ShownPlaces();
        List<UUID> ids = Stream.generate(UUID::randomUUID).limit(ShownPlaces.MOST).toList();
        for (UUID id : ids) {
            ShownPlaces read = ShownPlaces.decode(shown.encoded());
            assertThat(read.size()).isEqualTo(shown.size());
            shown.add(id);
        }
        ShownPlaces read = ShownPlaces.decode(shown.encoded());
        assertThat(ids).allMatch(read::contains);
        assertThat(Stream.generate(UUID::randomUUID).limit(10_000)).noneMatch(read::contains);
        assertThat(
                        Cursor.of(
                                        "",
                                        shown.encoded(),
                                        1_234_567,
                                        UUID.randomUUID(),
                                        12.3456,
                                        -123.4567)
                                .encoded())
                .hasSizeLessThan(2_000);
    }

    @Test
    void whatIsNoCursorIsRefused() {
        for (String text : List.of("", "!", "AAAA", "____", "____________________")) {
            try {
                assertThat(ShownPlaces.decode(text).size()).isLessThan(2 * ShownPlaces.MOST);
            } catch (Invalid e) {
                assertThat(e.code()).isEqualTo("invalid_cursor");
            }
        }
    }

    @Test
    void theBestAreKeptInOrder() {
        Random random = new Random(5);
        BestPlaces best = new BestPlaces(100, IntUnaryOperator.identity());
        double[] scores = random.doubles(5_000, -50, 5).toArray();
        for (int place = 0; place < scores.length; place++) {
            best.offer(place, scores[place]);
        }
        int[] expected =
                IntStream.range(0, scores.length)
                        .boxed()
                        .sorted(Comparator.comparingDouble(place -> -scores[place]))
                        .limit(100)
                        .mapToInt(Integer::intValue)
                        .toArray();
        assertThat(best.ranking().places()).containsExactly(expected);
    }

    @Test
    void amongEqualsTheLotDecidesAndNotTheNumber() {
        BestPlaces best = new BestPlaces(4, place -> place % 7);
        IntStream.range(0, 20).forEach(place -> best.offer(place, place < 14 ? 0.5 : 0.25));
        int[] first = best.ranking().places();
        assertThat(IntStream.of(first).map(place -> place % 7)).containsExactly(6, 6, 5, 5);
        assertThat(IntStream.of(first)).allMatch(place -> place < 14);
    }

    @Test
    void placesHaveTheSameLotsUnderOtherNumbers() {
        townOfTwenty();
        PlaceIndex other = new PlaceIndex();
        for (int place = 19; place >= 0; place--) {
            Towns.put(other, Towns.place(places.id(place), "X", "shop", 1, 1, "open", 0, null));
        }
        for (int place = 0; place < 20; place++) {
            int there = other.find(places.id(place)).orElseThrow();
            assertThat(other.lot(there)).isEqualTo(places.lot(place));
        }
    }

    @Test
    void aNewPlaceIsTriedWithinBounds() {
        for (int i = 0; i < 200; i++) {
            shop("Old " + i, "shop.kind" + i, i);
        }
        for (int i = 0; i < 10; i++) {
            Towns.put(
                    places,
                    Towns.since(facts("New " + i, "shop.new" + i, 20 + i), NOW.minusSeconds(60)));
        }
        Ranker.Ranked ranked = rank(around(HERE), Person.STRANGER);
        Settings settings = new Settings(ranker.standard().weights(), 3, 10, 1.5);
        Exploration exploration =
                new Exploration(places, settings, ASKER, NOW, ranked.scoring().newSince());
        Ranking explored = exploration.arranged(ranked.ranking());
        assertThat(explored.places())
                .containsExactlyInAnyOrder(ranked.ranking().places())
                .startsWith(Arrays.copyOf(ranked.ranking().places(), 3));
        assertThat(exploration.cost()).isPositive().isLessThan(1.5 * explored.size() / 10.0);
        Ranking again =
                new Exploration(places, settings, ASKER, NOW, ranked.scoring().newSince())
                        .arranged(ranked.ranking());
        assertThat(again.places()).containsExactly(explored.places());
    }

    @Test
    void everyKindOfFeedbackWithdrawnOneByOneLeavesNoTrace() {
        townOfTwenty();
        Random random = new Random(3);
        List<FeedbackType> types = List.of(FeedbackType.values());
        Person person = Person.STRANGER;
        List<Feedback> given = new ArrayList<>();
        List<List<String>> rankings = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            FeedbackType type = types.get(i % types.size());
            Double value = type == FeedbackType.RATING ? 1.0 + random.nextInt(5) : null;
            Feedback event =
                    new Feedback(
                            UUID.randomUUID(),
                            ASKER,
                            type,
                            places.id(random.nextInt(20)),
                            NOW.minusSeconds(random.nextInt(100)),
                            value,
                            null);
            rankings.add(names(around(HERE), person));
            given.add(event);
            person = Tasters.after(person, event);
        }
        for (int i = 49; i >= 0; i--) {
            person = Tasters.withdrawn(person, given.get(i).eventId());
            assertThat(names(around(HERE), person)).isEqualTo(rankings.get(i));
        }
    }

    /** In service with weights that were learned, and with places that have no model's links. */
    private void learned(String feature, double weight) {
        Model model =
                TrainedModels.withWeights(
                        TrainedModels.set(places), places, Map.of(feature, weight));
        TrainedModels.swap(models, model);
    }

    @Test
    void whatAModelHasLearnedCountsAsLongAsItIsInService() {
        townOfTwenty();
        int liked = shop("Liked", "shop.kind15", 40);
        Person person = after(event(FeedbackType.LIKE, liked));
        List<String> byHand = names(around(HERE), person);
        learned("kind", 30);
        assertThat(names(around(HERE), person).getFirst()).isEqualTo("Shop P");
        learned("kind", 1);
        assertThat(names(around(HERE), person)).isEqualTo(byHand);
        assertThat(byHand.getFirst()).isNotEqualTo("Shop P");
    }

    @Test
    void withdrawnFeedbackRestoresTheRankingAlsoByLearnedWeights() {
        townOfTwenty();
        int liked = shop("Liked", "shop.kind15", 40);
        learned("kind", 2.5);
        Ranking before = rank(around(HERE), Person.STRANGER).ranking();
        Feedback like = event(FeedbackType.LIKE, liked);
        Person person = after(like);
        assertThat(rank(around(HERE), person).ranking().places()).isNotEqualTo(before.places());
        Ranking restored = rank(around(HERE), Tasters.withdrawn(person, like.eventId())).ranking();
        assertThat(restored.places()).containsExactly(before.places());
        assertThat(restored.scores()).containsExactly(before.scores());
    }

    @Test
    void anExperimentChangesWhatWasLearned() {
        learned("kind", 2.5);
        Settings variant = RankingSettings.with(ranker.standard(), Map.of("near", 7.0));
        assertThat(variant.weights().of(Part.KIND)).isEqualTo(2.5);
        assertThat(variant.weights().of(Part.NEAR)).isEqualTo(7);
        assertThat(RankingSettings.with(variant, Map.of("kind", 0.5)).weights().of(Part.KIND))
                .isEqualTo(0.5);
    }
}
