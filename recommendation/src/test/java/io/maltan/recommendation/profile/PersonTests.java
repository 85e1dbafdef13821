package io.maltan.recommendation.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonTests {

    private static final UUID ME = UUID.randomUUID();
    private static final HistoryBounds BOUNDS = new HistoryBounds(2);
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private static Feedback like(String eventId) {
        return new Feedback(
                UUID.fromString(eventId), ME, FeedbackType.LIKE, UUID.randomUUID(), AT, null, null);
    }

    @Test
    void whatWasDoneAtOnceStandsInTheOrderOfTheRows() {
        Feedback low = like("7fffffff-0000-4000-8000-000000000000");
        Feedback high = like("80000000-0000-4000-8000-000000000000");
        Feedback higher = like("80000000-0000-4000-f000-000000000000");
        assertThat(Person.STRANGER.with(List.of(high, low, higher), new HistoryBounds(3)).history())
                .containsExactly(higher, high, low);
    }

    private static Person after(Feedback... given) {
        return Person.STRANGER.with(List.of(given), BOUNDS);
    }

    private static Feedback event(FeedbackType type, int minutesLater) {
        return new Feedback(
                UUID.randomUUID(),
                ME,
                type,
                UUID.randomUUID(),
                AT.plusSeconds(60L * minutesLater),
                null,
                null);
    }

    @Test
    void ofAHistoryTheLatestAreKeptAndAllRemovals() {
        Feedback removal = event(FeedbackType.NOT_INTERESTED, 0);
        Feedback old = event(FeedbackType.LIKE, 1);
        Feedback click = event(FeedbackType.CLICK, 2);
        Feedback shown = event(FeedbackType.IMPRESSION, 3);
        Feedback visit = event(FeedbackType.VISIT, 4);
        Person person = after(old, removal, click, shown, visit);
        assertThat(person.history()).containsExactly(visit, shown, click, removal);
        assertThat(BOUNDS.areReached(person.history())).isTrue();
        assertThat(BOUNDS.areReached(List.of(visit, removal))).isTrue();
        assertThat(BOUNDS.areReached(List.of(visit, shown))).isFalse();
    }

    @Test
    void anEventCountsOnceInItsLatestForm() {
        Feedback rating = rated(5);
        Feedback again =
                new Feedback(
                        rating.eventId(), ME, FeedbackType.RATING, rating.placeId(), AT, 2.0, null);
        assertThat(after(rating, again).history()).containsExactly(again);
        assertThat(after(again).without(Set.of(again.eventId())).history()).isEmpty();
    }

    private static Feedback rated(double stars) {
        return new Feedback(
                UUID.randomUUID(), ME, FeedbackType.RATING, UUID.randomUUID(), AT, stars, null);
    }
}
