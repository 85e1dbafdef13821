package io.maltan.user.erasure;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** There is no erasure with this id. */
final class ErasureNotFound extends NotFound {

    ErasureNotFound(UUID id) {
        super("erasure_not_found", id.toString());
    }
}
