package io.maltan.recommendation.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PersonTests {

    private static final UUID ME = UUID.randomUUID();
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
        assertThat(Person.STRANGER.with(high).with(low).with(higher).history())
                .containsExactly(higher, high, low);
    }
}
