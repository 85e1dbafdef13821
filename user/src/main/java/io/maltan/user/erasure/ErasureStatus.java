package io.maltan.user.erasure;

import java.util.Set;

/**
 * How far an erasure has come.
 *
 * @param answered the services that have erased everything that they were asked to
 */
record ErasureStatus(boolean completed, Set<String> answered) {

    ErasureStatus {
        answered = Set.copyOf(answered);
    }

    boolean isDoneBy(Participant participant) {
        return completed || answered.contains(participant.serviceName());
    }
}
