package io.maltan.platform.events;

/** The names of the streams, one for each owner of facts. */
public final class EventStreams {

    public static final String USER = "events:user";
    public static final String PLACE = "events:place";
    public static final String COMMUNITY = "events:community";
    public static final String FEEDBACK = "events:feedback";

    private EventStreams() {}
}
