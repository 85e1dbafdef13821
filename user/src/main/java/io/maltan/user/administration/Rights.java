package io.maltan.user.administration;

import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Role;
import io.maltan.user.account.Account;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an administrator decides about an account, as JSON has it.
 *
 * @param roles of {@code user}, {@code moderator} and {@code admin}; the first is always included
 */
record Rights(@Nullable List<@Nullable String> roles, @Nullable Boolean disabled) {

    private static final Set<Role> GIVEN = EnumSet.of(Role.USER, Role.MODERATOR, Role.ADMIN);

    static Rights of(Account account) {
        return new Rights(
                account.roles().stream().sorted().<@Nullable String>map(Role::claim).toList(),
                account.disabled());
    }

    Account appliedTo(Account account) {
        return account.withRights(toRoles(), requireDisabled());
    }

    private Set<Role> toRoles() {
        if (roles == null) {
            throw Invalid.field("roles", "required");
        }
        Set<Role> given = EnumSet.of(Role.USER);
        for (String role : roles) {
            given.add(toRole(role));
        }
        return given;
    }

    private static Role toRole(@Nullable String claim) {
        return Role.ofClaim(claim == null ? "" : claim)
                .filter(GIVEN::contains)
                .orElseThrow(() -> Invalid.field("roles", "unknown"));
    }

    private boolean requireDisabled() {
        if (disabled == null) {
            throw Invalid.field("disabled", "required");
        }
        return disabled;
    }
}
