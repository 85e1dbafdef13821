package io.maltan.user.admission;

import io.maltan.platform.web.ETags;
import io.maltan.user.account.Account;
import io.maltan.user.account.AccountView;
import io.maltan.user.account.ProfileDraft;
import io.maltan.user.password.PasswordPolicy;
import java.net.URI;
import java.util.Locale;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class RegistrationController {

    private static final String USERS = "/api/v1/users";

    private final Registration registration;
    private final PasswordPolicy policy;

    RegistrationController(Registration registration, PasswordPolicy policy) {
        this.registration = registration;
        this.policy = policy;
    }

    /** Without a language of its own the account gets the language of the request. */
    @PostMapping(USERS)
    Mono<ResponseEntity<AccountView>> register(@RequestBody RegistrationForm form, Locale locale) {
        return registration
                .register(form.toApplicant(policy, ProfileDraft.languageOf(locale)))
                .map(RegistrationController::toAnswer);
    }

    private static ResponseEntity<AccountView> toAnswer(Account account) {
        return ResponseEntity.created(URI.create(USERS + "/" + account.id()))
                .eTag(ETags.of(account.version()))
                .body(AccountView.of(account));
    }
}
