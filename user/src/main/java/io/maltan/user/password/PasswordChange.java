package io.maltan.user.password;

import io.maltan.platform.problem.Unauthorised;
import io.maltan.platform.security.Caller;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.Credentials;
import io.maltan.user.attempt.LoginAttempts;
import io.maltan.user.session.Sessions;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes passwords, and ends the sessions that the old one may have opened. */
@Component
class PasswordChange {

    private final Accounts accounts;
    private final Sessions sessions;
    private final LoginAttempts attempts;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final TransactionalOperator transactional;

    PasswordChange(
            Accounts accounts,
            Sessions sessions,
            LoginAttempts attempts,
            PasswordHasher hasher,
            PasswordPolicy policy,
            TransactionalOperator transactional) {
        this.accounts = accounts;
        this.sessions = sessions;
        this.attempts = attempts;
        this.hasher = hasher;
        this.policy = policy;
        this.transactional = transactional;
    }

    /** Changes the caller's password; the caller's own session goes on. */
    Mono<Void> change(Caller caller, String current, String replacement) {
        policy.require("newPassword", replacement);
        String account = caller.id().toString();
        return sessions.requireOpen(caller)
                .then(attempts.requireAllowed(account))
                .then(getCredentials(caller.id()))
                .flatMap(credentials -> isRight(account, credentials, current))
                .delayUntil(matches -> attempts.requireAllowed(account))
                .flatMap(matches -> matches ? attempts.forgive(account) : refuse(account))
                .then(Mono.defer(() -> hasher.hash(replacement)))
                .as(hasher::inTime)
                .flatMap(hash -> replace(caller, hash));
    }

    private Mono<Credentials> getCredentials(UUID id) {
        return accounts.findCredentials(id)
                .switchIfEmpty(Mono.error(() -> new Unauthorised("invalid_token")));
    }

    private Mono<Boolean> isRight(String account, Credentials credentials, String password) {
        return hasher.matches(
                password, credentials.passwordHash(), () -> attempts.isWorthwhile(account));
    }

    private Mono<Void> refuse(String account) {
        return attempts.recordFailure(account).then(Mono.error(WrongPassword::new));
    }

    private Mono<Void> replace(Caller caller, String hash) {
        return accounts.changePassword(caller.id(), hash)
                .then(sessions.revokeOthers(caller.id(), caller.sessionId()))
                .as(transactional::transactional);
    }
}
