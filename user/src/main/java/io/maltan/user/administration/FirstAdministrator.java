package io.maltan.user.administration;

import io.maltan.platform.events.Outbox;
import io.maltan.platform.security.Role;
import io.maltan.user.account.Account;
import io.maltan.user.account.AccountEvents;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.EmailAddress;
import io.maltan.user.account.EmailTaken;
import io.maltan.user.account.Profile;
import io.maltan.user.password.PasswordHasher;
import io.maltan.user.password.PasswordPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/** Creates the administrator of the settings when there is none at all; of several replicas one. */
@Component
class FirstAdministrator implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);
    private static final String NAME = "Administrator";
    private static final String LANGUAGE = "en";

    private final Accounts accounts;
    private final PasswordHasher hasher;
    private final PasswordPolicy policy;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final AdministratorSettings settings;
    private final Clock clock;

    private volatile Disposable creating = Disposables.disposed();
    private volatile boolean settled;

    FirstAdministrator(
            Accounts accounts,
            PasswordHasher hasher,
            PasswordPolicy policy,
            Outbox outbox,
            TransactionalOperator transactional,
            AdministratorSettings settings,
            Clock clock) {
        this.accounts = accounts;
        this.hasher = hasher;
        this.policy = policy;
        this.outbox = outbox;
        this.transactional = transactional;
        this.settings = settings;
        this.clock = clock;
    }

    /** Whether it is decided that there is an administrator, or that none is to be created. */
    boolean isSettled() {
        return settled;
    }

    @Override
    public void start() {
        creating =
                create().retryWhen(
                                Retry.backoff(Long.MAX_VALUE, FIRST_PAUSE)
                                        .maxBackoff(LONGEST_PAUSE)
                                        .doBeforeRetry(failed ->
                                                log.warn(
                                                        "No administrator could be created yet: {}",
                                                        String.valueOf(failed.failure()))))
                        .doOnTerminate(() -> settled = true)
                        .subscribe();
    }

    private Mono<Void> create() {
        if (!settings.areGiven()) {
            return Mono.empty();
        }
        return EmailAddress.parse(settings.email())
                .map(this::createUnlessThereIsOne)
                .orElseGet(FirstAdministrator::addressUnusable);
    }

    private static Mono<Void> addressUnusable() {
        log.error("MALTAN_ADMIN_EMAIL is no e-mail address; no administrator is created");
        return Mono.empty();
    }

    private Mono<Void> createUnlessThereIsOne(EmailAddress email) {
        return accounts.countAdministrators()
                .filter(administrators -> administrators == 0)
                .flatMap(none -> hasher.hash(settings.password()))
                .flatMap(hash -> add(email, hash))
                .onErrorResume(EmailTaken.class, taken -> addressTaken());
    }

    private Mono<Void> add(EmailAddress email, String hash) {
        Account administrator =
                Account.ofPerson(
                        email,
                        Profile.of(NAME, LANGUAGE),
                        Set.of(Role.USER, Role.ADMIN),
                        clock.instant());
        return accounts.lockAdministrators()
                .then(Mono.defer(accounts::countAdministrators))
                .filter(administrators -> administrators == 0)
                .flatMap(none -> accounts.add(administrator, hash).thenReturn(administrator))
                .flatMap(added -> outbox.append(AccountEvents.registered(added)).thenReturn(added))
                .as(transactional::transactional)
                .doOnNext(this::tell)
                .then();
    }

    private void tell(Account administrator) {
        log.info("The first administrator is {}", settings.email());
        if (policy.violation("password", settings.password()).isPresent()) {
            log.warn("MALTAN_ADMIN_PASSWORD is weak: change it before others guess it");
        }
    }

    /** Whoever registered with that address has not been chosen: nobody is promoted unseen. */
    private static Mono<Void> addressTaken() {
        log.error("MALTAN_ADMIN_EMAIL belongs to an account that is no administrator");
        return Mono.empty();
    }

    @Override
    public void stop() {
        creating.dispose();
    }

    @Override
    public boolean isRunning() {
        return !creating.isDisposed();
    }
}
