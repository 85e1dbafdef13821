package io.maltan.platform.person;

import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What one feature of a service holds about a person. There is one bean for each feature that holds
 * anything; the platform collects them for exports and erasures.
 */
public interface PersonalData {

    /** The member of the exported document, in camel case; no two in a service have the same. */
    String section();

    /**
     * Everything that the feature holds about a person, as records that become JSON one after the
     * other; never collected as a whole.
     */
    Flux<?> export(UUID person);

    /**
     * Erases it: rows, keys in Redis, files, and what this replica has in memory.
     *
     * <p>Runs in the transaction that also answers {@code user.erased}, and once more after the
     * person's last access token has expired; to erase what is not there is no error.
     */
    Mono<Void> erase(UUID person);
}
