package io.maltan.user.account;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The account itself, and the guests that became part of it. */
@Component
class AccountData implements PersonalData {

    private final Accounts accounts;

    AccountData(Accounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public String section() {
        return "account";
    }

    @Override
    public Flux<?> export(UUID person) {
        return accounts.find(person)
                .flatMap(account ->
                        accounts.mergedInto(person)
                                .collectList()
                                .map(guests -> new Exported(AccountView.of(account), guests)))
                .flux();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return accounts.removeMergedInto(person)
                .then(accounts.remove(person))
                .then(accounts.forgetRegistration(person));
    }

    /**
     * An account as its owner is given it.
     *
     * @param guests the guests that the owner was before
     */
    record Exported(
            @com.fasterxml.jackson.annotation.JsonUnwrapped AccountView account,
            java.util.List<UUID> guests) {}
}
