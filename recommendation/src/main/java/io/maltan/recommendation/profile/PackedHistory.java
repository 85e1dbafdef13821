package io.maltan.recommendation.profile;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Feedback of one person in arrays, some 45 bytes an event where objects take 150; to the
 * microsecond, and without what it was recommended by. Never changes.
 */
final class PackedHistory extends AbstractList<Feedback> implements RandomAccess {

    /** What an event takes, in bytes, and as many such as everything around a history is worth. */
    static final int BYTES_PER_EVENT = 48;

    static final int EVENTS_PER_PERSON = 8;

    private static final List<FeedbackType> TYPES = List.of(FeedbackType.values());
    private static final int LONGS = 5;

    private final UUID userId;

    /** Of each event the halves of its id and of its place's, and when, in microseconds. */
    private final long[] longs;

    private final byte[] types;

    /** Of each event its value; null where none has one. */
    private final float @Nullable [] values;

    private PackedHistory(UUID userId, int size, boolean hasValues) {
        this.userId = userId;
        this.longs = new long[size * LONGS];
        this.types = new byte[size];
        this.values = hasValues ? new float[size] : null;
    }

    static List<Feedback> of(List<Feedback> events) {
        if (events instanceof PackedHistory || events.isEmpty()) {
            return events.isEmpty() ? List.of() : events;
        }
        PackedHistory packed =
                new PackedHistory(
                        events.getFirst().userId(),
                        events.size(),
                        events.stream().anyMatch(event -> event.value() != null));
        int at = 0;
        for (Feedback event : events) {
            packed.keep(at++, event);
        }
        return packed;
    }

    private void keep(int at, Feedback event) {
        if (!event.userId().equals(userId)) {
            throw new IllegalArgumentException("Two people in one history");
        }
        int from = at * LONGS;
        longs[from] = event.eventId().getMostSignificantBits();
        longs[from + 1] = event.eventId().getLeastSignificantBits();
        longs[from + 2] = event.placeId().getMostSignificantBits();
        longs[from + 3] = event.placeId().getLeastSignificantBits();
        longs[from + 4] = ChronoUnit.MICROS.between(Instant.EPOCH, event.at());
        types[at] = (byte) TYPES.indexOf(event.type());
        if (values != null) {
            Double value = event.value();
            values[at] = value == null ? Float.NaN : value.floatValue();
        }
    }

    @Override
    public Feedback get(int at) {
        int from = at * LONGS;
        return new Feedback(
                new UUID(longs[from], longs[from + 1]),
                userId,
                TYPES.get(types[at]),
                new UUID(longs[from + 2], longs[from + 3]),
                Instant.EPOCH.plus(longs[from + 4], ChronoUnit.MICROS),
                value(at),
                null);
    }

    private @Nullable Double value(int at) {
        return values == null || Float.isNaN(values[at]) ? null : (double) values[at];
    }

    @Override
    public int size() {
        return types.length;
    }
}
