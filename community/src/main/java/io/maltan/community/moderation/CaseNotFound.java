package io.maltan.community.moderation;

import io.maltan.platform.problem.NotFound;
import java.util.UUID;

/** There is no such report, case or appeal, or it is not for the caller to see. */
final class CaseNotFound extends NotFound {

    CaseNotFound(UUID id) {
        super("report_not_found", id);
    }
}
