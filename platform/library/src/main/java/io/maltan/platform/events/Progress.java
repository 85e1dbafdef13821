package io.maltan.platform.events;

/** How far one subscriber of a stream has come; it has one source at a time. */
final class Progress {

    private volatile Position reached;

    Progress(Position from) {
        reached = from;
    }

    Position reached() {
        return reached;
    }

    void passTo(Position position) {
        reached = Position.later(reached, position);
    }
}
