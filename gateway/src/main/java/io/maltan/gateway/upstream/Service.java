package io.maltan.gateway.upstream;

import java.util.Locale;

/** A service behind the gateway. */
public enum Service {
    USER,
    PLACE,
    RECOMMENDATION,
    COMMUNITY;

    /** The service's name in settings, metrics and answers. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
