package io.maltan.user.admission;

import io.maltan.user.account.EmailAddress;
import io.maltan.user.account.Profile;
import org.jspecify.annotations.Nullable;

/** Somebody who registers, with everything checked that can be checked alone. */
record Applicant(
        EmailAddress email, String password, Profile profile, @Nullable String guestToken) {

    @Override
    public String toString() {
        return "Applicant[]";
    }
}
