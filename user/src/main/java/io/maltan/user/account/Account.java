package io.maltan.user.account;

import io.maltan.platform.id.Ids;
import io.maltan.platform.security.Role;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who is known: a person with an e-mail address, or a guest without.
 *
 * @param version counts changes of profile, roles and state, beginning at 1
 */
public record Account(
        UUID id,
        @Nullable EmailAddress email,
        Profile profile,
        Set<Role> roles,
        boolean disabled,
        long version,
        Instant createdAt) {

    public Account {
        roles = Set.copyOf(roles);
    }

    /** A new account of a person. */
    public static Account ofPerson(
            EmailAddress email, Profile profile, Set<Role> roles, Instant now) {
        return new Account(Ids.next(), email, profile, roles, false, 1, now);
    }

    /** A new guest. */
    public static Account ofGuest(Profile profile, Instant now) {
        return new Account(Ids.next(), null, profile, Set.of(Role.GUEST), false, 1, now);
    }

    public boolean guest() {
        return email == null;
    }

    public boolean isAdministrator() {
        return roles.contains(Role.ADMIN) && !disabled;
    }

    public Account withProfile(Profile changed) {
        return new Account(id, email, changed, roles, disabled, version, createdAt);
    }

    public Account withRights(Set<Role> newRoles, boolean nowDisabled) {
        return new Account(id, email, profile, newRoles, nowDisabled, version, createdAt);
    }
}
