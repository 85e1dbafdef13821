package io.maltan.platform.events;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The latest events of a stream, kept in memory for all who follow it: however many are a little
 * behind, none of them reads Redis.
 *
 * @param after the position that the first of them follows without a gap
 * @param events in the order of the stream
 * @param positions theirs
 * @param last the position that has been read up to
 */
record Window(Position after, List<StreamedEvent> events, List<Position> positions, Position last) {

    private static final int SIZE = 512;

    static Window from(Position position) {
        return new Window(position, List.of(), List.of(), position);
    }

    /** With what was read next, without the oldest; without all of them where some are missing. */
    Window with(TailReader.Batch batch) {
        return batch.after().isAfter(last)
                ? from(batch.after()).continued(batch)
                : continued(batch);
    }

    private Window continued(TailReader.Batch batch) {
        List<StreamedEvent> all = new ArrayList<>(events);
        List<Position> where = new ArrayList<>(positions);
        for (StreamedEvent event : batch.events()) {
            all.add(event);
            where.add(Position.of(event.position()));
        }
        int surplus = Math.max(0, all.size() - SIZE);
        Position from = surplus == 0 ? after : where.get(surplus - 1);
        return new Window(
                from,
                List.copyOf(all.subList(surplus, all.size())),
                List.copyOf(where.subList(surplus, where.size())),
                batch.last());
    }

    /** Whether nothing is missing between a position and the first event. */
    boolean reachesBackTo(Position position) {
        return !after.isAfter(position);
    }

    /** Where the events after a position begin; the number of events where there are none. */
    int indexAfter(Position position) {
        int found = Collections.binarySearch(positions, position);
        return found < 0 ? -found - 1 : found + 1;
    }
}
