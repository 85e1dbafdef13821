package io.maltan.recommendation.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventHandler;
import io.maltan.platform.id.Ids;
import io.maltan.platform.problem.Unauthorised;
import io.maltan.platform.testing.MaltanServiceTest;
import io.maltan.recommendation.Eventually;
import io.maltan.recommendation.PlaceServiceStub;
import io.maltan.recommendation.profile.People;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

/** What the other services tell, and what it does to rows and to the count of visitors. */
@MaltanServiceTest(service = "recommendation")
class SignalsIntegrationTests {

    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final PlaceServiceStub PLACE_SERVICE = new PlaceServiceStub();

    @Autowired private List<EventHandler> handlers;
    @Autowired private TransactionalOperator transactional;
    @Autowired private JsonMapper json;
    @Autowired private FeedbackIntake intake;
    @Autowired private R2dbcFeedback rows;
    @Autowired private People people;
    @Autowired private Counted counted;
    @Autowired private FeedbackLedger ledger;
    @Autowired private R2dbcMergedGuests guests;
    @Autowired private GuestsOfAPerson guestsOfAPerson;
    @Autowired private DatabaseClient database;

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
    private final UUID me = UUID.randomUUID();
    private final UUID here = UUID.randomUUID();
    private final UUID there = UUID.randomUUID();

    @DynamicPropertySource
    static void services(DynamicPropertyRegistry registry) {
        registry.add("maltan.services.place", PLACE_SERVICE::uri);
    }

    /** Adds up what is announced. */
    static final class Counted implements FeedbackListener {

        private final Map<UUID, Integer> people = new ConcurrentHashMap<>();

        @Override
        public void counted(UUID placeId, Instant at, int more) {
            people.merge(placeId, more, Integer::sum);
        }
    }

    @TestConfiguration
    static class Listening {

        @Bean
        Counted counted() {
            return new Counted();
        }
    }

    private void hear(String type, Map<String, Object> data) {
        hear(type, data, Instant.now().truncatedTo(ChronoUnit.MICROS));
    }

    private void hear(String type, Map<String, Object> data, Instant time) {
        Event event =
                new Event(
                        Ids.next(),
                        "test",
                        type,
                        me.toString(),
                        time,
                        null,
                        json.valueToTree(data));
        Flux.fromIterable(handlers)
                .filter(handler -> handler.types().contains(type))
                .concatMap(handler -> handler.handle(event))
                .then()
                .as(transactional::transactional)
                .block(LIMIT);
    }

    private Feedback given(FeedbackType type, UUID place, Instant at) {
        return new Feedback(UUID.randomUUID(), me, type, place, at, null, null);
    }

    private void give(Feedback... feedback) {
        intake.give(me, List.of(feedback)).block(LIMIT);
    }

    private void withdraw(UUID eventId) {
        intake.withdraw(me, eventId).block(LIMIT);
    }

    private List<Feedback> mine() {
        return rows.latest(me, 100).collectList().blockOptional(LIMIT).orElseThrow();
    }

    private List<UUID> placesOfMine() {
        return mine().stream().map(Feedback::placeId).toList();
    }

    /** As many as the rows say, which must be as many as were announced. */
    private int visitors(UUID place) {
        int present = VisitBlock.of(Instant.now());
        int stored =
                Flux.range(present - 70, 71)
                        .concatMap(block ->
                                rows.visits(
                                        VisitBlock.startOf(block), VisitBlock.startOf(block + 1)))
                        .filter(visits -> visits.placeId().equals(place))
                        .reduce(0, (sum, visits) -> sum + visits.people())
                        .blockOptional(LIMIT)
                        .orElseThrow();
        assertThat(counted.people.getOrDefault(place, 0)).isEqualTo(stored);
        return stored;
    }

    private Map<String, Object> post(UUID id, @Nullable UUID place) {
        Map<String, Object> post = new HashMap<>(Map.of("id", id, "authorId", me));
        if (place != null) {
            post.put("placeId", place);
        }
        return post;
    }

    private Map<String, Object> meetup(UUID post) {
        return Map.of("postId", post, "userId", me, "placeId", here);
    }

    private Map<String, Object> signal() {
        return Map.of("userId", me, "placeId", here, "at", now);
    }

    private Map<String, Object> review(UUID id, int stars, Instant at) {
        return Map.of("id", id, "userId", me, "placeId", here, "rating", stars, "at", at);
    }

    private UUID follower() {
        UUID follower = UUID.randomUUID();
        hear(
                "follow.changed",
                Map.of("followerId", follower, "followeeId", me, "following", true, "at", now));
        return follower;
    }

    /** The places that speak to somebody by those whom they follow, read anew. */
    private Map<UUID, Integer> followedBy(UUID follower) {
        people.missed();
        return people.get(follower).blockOptional(LIMIT).orElseThrow().followed();
    }

    @Test
    void aPostSpeaksForThePlaceThatItIsAboutNow() {
        UUID post = UUID.randomUUID();
        UUID follower = follower();
        hear("post.created", post(post, null));
        assertThat(mine()).isEmpty();

        hear("post.updated", post(post, here));
        assertThat(placesOfMine()).containsExactly(here);
        assertThat(followedBy(follower)).containsOnlyKeys(here);
        hear("post.updated", post(post, there));
        assertThat(placesOfMine()).containsExactly(there);
        assertThat(followedBy(follower)).containsOnlyKeys(there);
        assertThat(visitors(here)).isZero();
        assertThat(visitors(there)).isOne();

        hear("post.updated", post(post, null));
        assertThat(mine()).isEmpty();
        assertThat(followedBy(follower)).isEmpty();
        assertThat(visitors(there)).isZero();
    }

    @Test
    void aHiddenPostSpeaksForNothingUntilItIsRestored() {
        UUID post = UUID.randomUUID();
        UUID follower = follower();
        hear("post.created", post(post, here));
        List<Feedback> before = mine();

        hear("post.hidden", post(post, null));
        assertThat(mine()).isEmpty();
        assertThat(followedBy(follower)).isEmpty();
        assertThat(visitors(here)).isZero();

        hear("post.restored", post(post, here));
        assertThat(mine()).isEqualTo(before);
        assertThat(followedBy(follower)).containsOnlyKeys(here);
        assertThat(visitors(here)).isOne();
    }

    @Test
    void aShareThatItsPersonTookBackDoesNotComeBackWithThePost() {
        UUID post = UUID.randomUUID();
        hear("post.created", post(post, here));
        withdraw(post);
        hear("post.hidden", post(post, null));
        hear("post.restored", post(post, here));
        assertThat(mine()).isEmpty();

        hear("post.updated", post(post, there));
        assertThat(placesOfMine()).containsExactly(there);
    }

    @Test
    void whoLeavesAMeetupStillGoesToTheOther() {
        UUID one = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        hear("meetup.joined", meetup(one));
        hear("meetup.joined", meetup(other));
        hear("meetup.left", meetup(one));
        assertThat(mine()).hasSize(1);
        assertThat(visitors(here)).isOne();
        hear("meetup.left", meetup(other));
        assertThat(mine()).isEmpty();
        assertThat(visitors(here)).isZero();
    }

    @Test
    void bookmarksThatGoTogetherAreCountedOff() {
        hear("place.bookmarked", signal());
        hear("place.bookmarked", signal());
        assertThat(visitors(here)).isOne();
        hear("place.unbookmarked", signal());
        assertThat(mine()).isEmpty();
        assertThat(visitors(here)).isZero();
    }

    @Test
    void aRatingThatWasTakenBackComesBackWithOtherStarsAlone() {
        UUID review = UUID.randomUUID();
        hear("place.reviewed", review(review, 5, now));
        withdraw(review);
        hear("place.reviewed", review(review, 5, now.plusSeconds(1)));
        assertThat(mine()).isEmpty();

        hear("place.reviewed", review(review, 4, now.plusSeconds(2)));
        assertThat(mine())
                .singleElement()
                .satisfies(rating -> {
                    assertThat(rating.value()).isEqualTo(4);
                    assertThat(rating.at()).isEqualTo(now.plusSeconds(2));
                });
    }

    @Test
    void whoEditsTheirStarsIsCountedByTheLatest() {
        UUID review = UUID.randomUUID();
        hear("place.reviewed", review(review, 5, now));
        assertThat(visitors(here)).isOne();
        hear("place.reviewed", review(review, 1, now.plusSeconds(1)));
        assertThat(mine()).extracting(Feedback::value).containsExactly(1.0);
        assertThat(visitors(here)).isZero();
    }

    @Test
    void aRemovedReviewIsNoRatingAndSpeaksToNobody() {
        UUID review = UUID.randomUUID();
        UUID follower = follower();
        hear("place.reviewed", review(review, 5, now));
        assertThat(followedBy(follower)).containsOnlyKeys(here);

        hear("place.review_removed", Map.of("id", review, "userId", me, "placeId", here));
        assertThat(mine()).isEmpty();
        assertThat(followedBy(follower)).isEmpty();
        assertThat(visitors(here)).isZero();
    }

    @Test
    void whatWasDoneWithADuplicateIsOfThePlaceThatItWasMergedInto() {
        UUID follower = follower();
        give(given(FeedbackType.VISIT, here, now), given(FeedbackType.VISIT, there, now));
        hear("place.reviewed", review(UUID.randomUUID(), 5, now));
        UUID another = UUID.randomUUID();
        hear("place.visited", Map.of("userId", another, "placeId", here, "at", now));
        assertThat(visitors(there)).isOne();

        hear("place.merged", Map.of("from", here, "into", there));
        assertThat(placesOfMine()).containsExactly(there, there, there);
        assertThat(followedBy(follower)).containsOnlyKeys(there);
        assertThat(visitors(there)).isEqualTo(2);
    }

    @Test
    void onePersonCountsOnceHoweverOftenTheySayThatTheyCame() {
        give(
                IntStream.range(0, 28)
                        .mapToObj(visit ->
                                given(
                                        FeedbackType.VISIT,
                                        here,
                                        now.minus(visit * 6L, ChronoUnit.HOURS)))
                        .toArray(Feedback[]::new));
        assertThat(mine()).hasSize(28);
        assertThat(visitors(here)).isOne();
    }

    @Test
    void withdrawnVisitsAreCountedOffExactly() {
        Feedback first = given(FeedbackType.VISIT, here, now.minus(5, ChronoUnit.HOURS));
        Feedback second = given(FeedbackType.LIKE, here, now);
        give(second);
        give(first);
        assertThat(visitors(here)).isOne();
        withdraw(first.eventId());
        assertThat(visitors(here)).isOne();
        withdraw(second.eventId());
        assertThat(visitors(here)).isZero();
    }

    @Test
    void whoComesAgainAfterTwoWeeksCountsAgain() {
        UUID first = UUID.randomUUID();
        visit(first, now.minus(15, ChronoUnit.DAYS));
        visit(UUID.randomUUID(), now);
        assertThat(visitors(here)).isEqualTo(2);
        visit(UUID.randomUUID(), now.minus(4, ChronoUnit.DAYS));
        assertThat(visitors(here)).isOne();
        withdraw(first);
        assertThat(visitors(here)).isOne();
    }

    private void visit(UUID id, Instant at) {
        hear("place.visited", Map.of("id", id, "userId", me, "placeId", here, "at", at), at);
    }

    @Test
    void aGuestWhoBecomesAnAccountIsOnePerson() {
        UUID guest = UUID.randomUUID();
        hear("place.visited", Map.of("userId", guest, "placeId", here, "at", now));
        give(given(FeedbackType.VISIT, here, now));
        assertThat(visitors(here)).isEqualTo(2);
        hear("user.merged", Map.of("guestId", guest, "userId", me));
        assertThat(mine()).hasSize(2);
        assertThat(visitors(here)).isOne();
    }

    private Map<String, Object> merger(UUID guest) {
        return Map.of("guestId", guest, "userId", me);
    }

    private void eraseMe() {
        hear("user.erasure_requested", Map.of("erasureId", UUID.randomUUID(), "userId", me));
    }

    private Mono<List<Feedback>> giveAs(UUID giver, Feedback feedback) {
        return intake.give(giver, List.of(feedback));
    }

    @Test
    void whatAGuestGivesAfterTheyBecameAnAccountIsTheAccountsAndCountsOnce() {
        UUID guest = UUID.randomUUID();
        Feedback before = given(FeedbackType.VISIT, here, now);
        Feedback late = given(FeedbackType.LIKE, there, now);
        assertThat(giveAs(guest, before).block(LIMIT)).hasSize(1);
        hear("user.merged", merger(guest));

        assertThat(giveAs(guest, before).block(LIMIT)).isEmpty();
        assertThat(giveAs(guest, late).block(LIMIT)).containsExactly(late);
        assertThat(giveAs(me, late).block(LIMIT)).isEmpty();
        hear("place.visited", Map.of("userId", guest, "placeId", there, "at", now));
        assertThat(placesOfMine()).containsExactlyInAnyOrder(here, there, there);
        assertThat(rows.latest(guest, 100).collectList().block(LIMIT)).isEmpty();
        assertThat(visitors(here)).isOne();
        assertThat(visitors(there)).isOne();

        intake.withdraw(guest, late.eventId()).block(LIMIT);
        assertThat(mine()).hasSize(2);
    }

    @Test
    void whatAGuestGivesWhileTheyBecomeAnAccountWaitsForIt() {
        UUID guest = UUID.randomUUID();
        Feedback late = given(FeedbackType.LIKE, here, now);
        Sinks.Empty<Void> isMerged = Sinks.empty();
        Sinks.Empty<Void> mayCommit = Sinks.empty();
        Mono<Void> merger =
                ledger.move(guest, me)
                        .then(Mono.fromRunnable(isMerged::tryEmitEmpty))
                        .then(mayCommit.asMono())
                        .as(transactional::transactional);
        Mono<List<Feedback>> giving = isMerged.asMono().then(giveAs(guest, late));
        Mono<Void> committing =
                isMerged.asMono()
                        .then(Mono.defer(this::somebodyWaits))
                        .doOnSuccess(waits -> mayCommit.tryEmitEmpty());
        Mono.zip(giving, Mono.when(merger, committing).thenReturn(true)).block(LIMIT);

        assertThat(mine()).containsExactly(late);
        assertThat(rows.latest(guest, 100).collectList().block(LIMIT)).isEmpty();
    }

    private Mono<Void> somebodyWaits() {
        return database.sql("select 1 from pg_locks where locktype = 'advisory' and not granted")
                .fetch()
                .first()
                .repeatWhenEmpty(empty -> empty.delayElements(Duration.ofMillis(50)))
                .then();
    }

    @Test
    void asWhichGuestsOneCameIsToldAndForgotten() {
        UUID guest = UUID.randomUUID();
        UUID other = UUID.randomUUID();
        hear("user.merged", merger(guest));
        hear("user.merged", merger(other));
        assertThat(guestsOfMine()).containsExactly(guest, other);
        guests.removeOlderThan(Duration.ofMinutes(1)).block(LIMIT);
        assertThat(guestsOfMine()).containsExactly(guest, other);

        hear("user.erasure_requested", Map.of("erasureId", UUID.randomUUID(), "userId", other));
        assertThat(guestsOfMine()).containsExactly(guest);
        eraseMe();
        assertThat(guestsOfMine()).isEmpty();
        hear("user.merged", merger(guest));
        assertThat(guestsOfMine()).isEmpty();
    }

    private List<UUID> guestsOfMine() {
        return guestsOfAPerson
                .export(me)
                .cast(R2dbcMergedGuests.MergedGuest.class)
                .map(R2dbcMergedGuests.MergedGuest::guestId)
                .collectList()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    @Test
    void guestsOfOldAreForgotten() {
        hear("user.merged", merger(UUID.randomUUID()));
        guests.removeOlderThan(Duration.ofMinutes(-1)).block(LIMIT);
        assertThat(guestsOfMine()).isEmpty();
    }

    @Test
    void nothingIsTakenInFromWhoIsErased() {
        give(given(FeedbackType.VISIT, here, now));
        eraseMe();
        giveAs(me, given(FeedbackType.VISIT, there, now))
                .as(StepVerifier::create)
                .expectErrorMatches(e ->
                        e instanceof Unauthorised refused && refused.code().equals("invalid_token"))
                .verify(LIMIT);
        hear("place.visited", Map.of("userId", me, "placeId", there, "at", now));
        assertThat(mine()).isEmpty();
        assertThat(visitors(there)).isZero();
    }

    @Test
    void allWhoFollowedSomebodyHearThatTheyAreErased() {
        UUID follower = follower();
        hear("post.created", post(UUID.randomUUID(), here));
        assertThat(followedBy(follower)).containsOnlyKeys(here);
        database.sql(
                        """
                        insert into follow (follower, followee, at)
                        select gen_random_uuid(), :me, now() from generate_series(1, 1200)
                        """)
                .bind("me", me)
                .then()
                .block(LIMIT);
        long before = told();
        eraseMe();

        assertThat(told() - before).isEqualTo(1_201);
        Eventually.isTrue(() -> known(follower).isEmpty());
    }

    /** People of whom all is read anew; published events are kept for a while. */
    private long told() {
        return database.sql("select count(*) from outbox where type = 'profile.changed'")
                .mapValue(Long.class)
                .one()
                .blockOptional(LIMIT)
                .orElseThrow();
    }

    private Map<UUID, Integer> known(UUID person) {
        return people.get(person).blockOptional(LIMIT).orElseThrow().followed();
    }

    @Test
    void whatIsForgottenIsCountedOff() {
        give(given(FeedbackType.VISIT, here, now), given(FeedbackType.LIKE, there, now));
        intake.forget(me).block(LIMIT);
        assertThat(visitors(here)).isZero();
        assertThat(visitors(there)).isZero();
    }
}
