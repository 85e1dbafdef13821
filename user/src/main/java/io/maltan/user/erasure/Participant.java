package io.maltan.user.erasure;

import java.util.Arrays;
import java.util.Locale;

/** The services that hold something about people. */
enum Participant {
    USER,
    PLACE,
    RECOMMENDATION,
    COMMUNITY;

    /** The service's name in events and in JSON. */
    String serviceName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static boolean isOne(String service) {
        return Arrays.stream(values()).anyMatch(one -> one.serviceName().equals(service));
    }
}
