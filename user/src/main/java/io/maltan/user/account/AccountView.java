package io.maltan.user.account;

import io.maltan.platform.security.Role;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An account as its owner sees it. */
public record AccountView(
        UUID id,
        @Nullable String email,
        String displayName,
        String language,
        List<String> preferredRegions,
        List<String> preferredCategories,
        List<String> roles,
        Instant createdAt) {

    public static AccountView of(Account account) {
        EmailAddress email = account.email();
        Profile profile = account.profile();
        return new AccountView(
                account.id(),
                email == null ? null : email.value(),
                profile.displayName(),
                profile.language(),
                profile.preferredRegions(),
                profile.preferredCategories(),
                account.roles().stream().sorted().map(Role::claim).toList(),
                account.createdAt());
    }
}
