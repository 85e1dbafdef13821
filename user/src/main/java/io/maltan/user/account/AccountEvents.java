package io.maltan.user.account;

import io.maltan.platform.events.NewEvent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What the other services hear of accounts. */
public final class AccountEvents {

    private AccountEvents() {}

    public static NewEvent registered(Account account) {
        return new NewEvent("user.registered", account.id().toString(), Facts.of(account));
    }

    public static NewEvent updated(Account account) {
        return new NewEvent("user.updated", account.id().toString(), Facts.of(account));
    }

    public static NewEvent merged(UUID guestId, UUID userId) {
        return new NewEvent("user.merged", userId.toString(), new Merger(guestId, userId));
    }

    private record Facts(
            UUID id,
            String displayName,
            String language,
            List<String> preferredRegions,
            List<String> preferredCategories,
            boolean guest,
            Instant createdAt) {

        static Facts of(Account account) {
            Profile profile = account.profile();
            return new Facts(
                    account.id(),
                    profile.displayName(),
                    profile.language(),
                    profile.preferredRegions(),
                    profile.preferredCategories(),
                    account.guest(),
                    account.createdAt());
        }
    }

    private record Merger(UUID guestId, UUID userId) {}
}
