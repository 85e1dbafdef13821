package io.maltan.user.apikey;

import io.maltan.platform.problem.Unauthorised;

/** A key that is unknown, revoked or expired, or whose owner is disabled. */
final class InvalidApiKey extends Unauthorised {

    InvalidApiKey() {
        super("invalid_api_key");
    }
}
