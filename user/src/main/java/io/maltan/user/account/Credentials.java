package io.maltan.user.account;

import java.util.UUID;

/** What an account is proved with; kept apart so that it is read only where it is needed. */
public record Credentials(UUID accountId, String passwordHash) {

    @Override
    public String toString() {
        return "Credentials[" + accountId + "]";
    }
}
