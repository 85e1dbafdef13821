package io.maltan.recommendation.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PackedHistoryTests {

    private static final UUID ME = UUID.randomUUID();
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123456Z");

    @Test
    void tellsWhatItWasGiven() {
        List<Feedback> events =
                Arrays.stream(FeedbackType.values())
                        .map(type ->
                                new Feedback(
                                        UUID.randomUUID(),
                                        ME,
                                        type,
                                        UUID.randomUUID(),
                                        AT.minusSeconds(type.code().length()),
                                        type == FeedbackType.RATING ? 4.5 : null,
                                        null))
                        .toList();
        assertThat(PackedHistory.of(events)).isEqualTo(events);
    }

    @Test
    void timesBeforeTheEpochAreKeptToo() {
        Feedback old = event(ME, Instant.parse("1969-12-31T23:59:59.999999Z"));
        assertThat(PackedHistory.of(List.of(old))).containsExactly(old);
    }

    @Test
    void aHistoryIsOnePersons() {
        List<Feedback> twoPeoples = List.of(event(ME, AT), event(UUID.randomUUID(), AT));
        assertThatThrownBy(() -> PackedHistory.of(twoPeoples))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Feedback event(UUID person, Instant at) {
        return new Feedback(
                UUID.randomUUID(), person, FeedbackType.LIKE, UUID.randomUUID(), at, null, null);
    }
}
