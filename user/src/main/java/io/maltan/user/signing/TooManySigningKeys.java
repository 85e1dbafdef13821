package io.maltan.user.signing;

import io.maltan.platform.problem.Conflict;

/** So many keys are published already that another one has to wait until an old one has retired. */
final class TooManySigningKeys extends Conflict {

    TooManySigningKeys(int most) {
        super("too_many_signing_keys", most);
    }
}
