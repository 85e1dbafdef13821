package io.maltan.user.apikey;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** The caller has no such key. */
final class ApiKeyNotFound extends NotFound {

    ApiKeyNotFound(UUID id) {
        super("api_key_not_found", id.toString());
    }
}
