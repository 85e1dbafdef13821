package io.maltan.user.admission;

import io.maltan.platform.events.Outbox;
import io.maltan.platform.security.Role;
import io.maltan.user.account.Account;
import io.maltan.user.account.AccountEvents;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.EmailAddress;
import io.maltan.user.account.EmailTaken;
import io.maltan.user.password.PasswordHasher;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Makes accounts for people. */
@Component
class Registration {

    private final Accounts accounts;
    private final Guests guests;
    private final PasswordHasher hasher;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final Clock clock;

    Registration(
            Accounts accounts,
            Guests guests,
            PasswordHasher hasher,
            Outbox outbox,
            TransactionalOperator transactional,
            Clock clock) {
        this.accounts = accounts;
        this.guests = guests;
        this.hasher = hasher;
        this.outbox = outbox;
        this.transactional = transactional;
        this.clock = clock;
    }

    /** Registers an applicant; fails with {@link EmailTaken}. */
    Mono<Account> register(Applicant applicant) {
        return hasher.requireRoom()
                .then(requireAvailable(applicant.email()))
                .then(guests.identify(applicant.guestToken()))
                .zipWhen(guest -> hasher.hash(applicant.password()))
                .as(hasher::inTime)
                .flatMap(ready -> add(applicant, ready.getT2(), ready.getT1()));
    }

    /** Spares the hash; who gets the address is decided when the account is added. */
    private Mono<Void> requireAvailable(EmailAddress email) {
        return accounts.exists(email)
                .flatMap(taken -> taken ? Mono.error(EmailTaken::new) : Mono.empty());
    }

    private Mono<Account> add(Applicant applicant, String passwordHash, Optional<UUID> guest) {
        Account account =
                Account.ofPerson(
                        applicant.email(), applicant.profile(), Set.of(Role.USER), clock.instant());
        return accounts.add(account, passwordHash)
                .then(outbox.append(AccountEvents.registered(account)))
                .then(Mono.justOrEmpty(guest))
                .flatMap(guestId -> guests.merge(guestId, account.id()))
                .thenReturn(account)
                .as(transactional::transactional);
    }
}
