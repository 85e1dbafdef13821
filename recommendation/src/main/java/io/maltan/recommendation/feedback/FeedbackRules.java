package io.maltan.recommendation.feedback;

import io.maltan.recommendation.place.PlaceIndex;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What feedback must be to count; one event that is not does not spoil the others of its call. */
@Component
final class FeedbackRules {

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private final PlaceIndex places;

    FeedbackRules(PlaceIndex places) {
        this.places = places;
    }

    Checked check(SubmittedFeedback submitted, UUID userId, Instant now) {
        UUID eventId = uuid(submitted.id());
        UUID placeId = uuid(submitted.placeId());
        Optional<FeedbackType> type = typeOf(submitted);
        if (eventId == null) {
            return Checked.rejected("invalid_id");
        }
        if (type.isEmpty()) {
            return Checked.rejected("invalid_type");
        }
        if (placeId == null || places.find(placeId).isEmpty()) {
            return Checked.rejected("unknown_place");
        }
        if (isMalformed(submitted.recommendationId())) {
            return Checked.rejected("invalid_recommendation_id");
        }
        if (hasWrongValue(type.get(), submitted.value())) {
            return Checked.rejected("invalid_value");
        }
        return dated(submitted, new Parts(eventId, userId, type.get(), placeId), now);
    }

    private static Checked dated(SubmittedFeedback submitted, Parts parts, Instant now) {
        Instant at = submitted.at() == null ? now : instant(submitted.at());
        if (at == null) {
            return Checked.rejected("invalid_time");
        }
        if (at.isBefore(EARLIEST)) {
            return Checked.rejected("past_time");
        }
        if (at.isAfter(now.plus(CLOCKS_DIFFER))) {
            return Checked.rejected("future_time");
        }
        return new Checked(
                new Feedback(
                        parts.eventId(),
                        parts.userId(),
                        parts.type(),
                        parts.placeId(),
                        at,
                        parts.type() == FeedbackType.RATING ? submitted.value() : null,
                        uuid(submitted.recommendationId())),
                null);
    }

    private static Optional<FeedbackType> typeOf(SubmittedFeedback submitted) {
        return Optional.ofNullable(submitted.type()).flatMap(FeedbackType::ofCode);
    }

    private static boolean hasWrongValue(FeedbackType type, @Nullable Double value) {
        return type == FeedbackType.RATING
                ? value == null || !(value >= 1 && value <= 5)
                : value != null && value.isNaN();
    }

    private static boolean isMalformed(@Nullable String id) {
        return id != null && uuid(id) == null;
    }

    private static @Nullable UUID uuid(@Nullable String text) {
        try {
            return text == null || text.length() != 36 ? null : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Instant instant(String text) {
        try {
            return Instant.parse(text).truncatedTo(ChronoUnit.MICROS);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private record Parts(UUID eventId, UUID userId, FeedbackType type, UUID placeId) {}

    /** Feedback that counts, or the code of why it does not. */
    record Checked(@Nullable Feedback feedback, @Nullable String rejection) {

        static Checked rejected(String code) {
            return new Checked(null, code);
        }
    }
}
