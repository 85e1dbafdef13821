package io.maltan.user.signing;

import io.maltan.platform.problem.NotFound;

/** No key with this id is published. */
final class SigningKeyNotFound extends NotFound {

    SigningKeyNotFound(String id) {
        super("signing_key_not_found", id);
    }
}
