package io.maltan.user.apikey;

import io.maltan.platform.problem.Conflict;

/** The caller has as many keys as anybody may have. */
final class TooManyApiKeys extends Conflict {

    TooManyApiKeys(int most) {
        super("too_many_api_keys", most);
    }
}
