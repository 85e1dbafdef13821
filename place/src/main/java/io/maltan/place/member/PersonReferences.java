package io.maltan.place.member;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** What a feature keeps about people, and takes along when a guest becomes an account. */
public interface PersonReferences {

    /**
     * Moves what a guest has to an account, within the caller's transaction. Where both have one of
     * something, the account's stays.
     */
    Mono<Void> move(UUID guest, UUID account);
}
