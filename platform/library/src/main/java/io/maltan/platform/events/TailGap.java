package io.maltan.platform.events;

/**
 * Events after the position that a subscriber of an {@link EventTail} stands at are not retained
 * any more.
 */
public final class TailGap extends RuntimeException {

    TailGap(String stream, String position) {
        super(
                "%s does not retain everything after %s".formatted(stream, position),
                null,
                false,
                false);
    }
}
