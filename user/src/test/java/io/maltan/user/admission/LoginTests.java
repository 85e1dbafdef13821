package io.maltan.user.admission;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.maltan.user.account.Account;
import io.maltan.user.account.Accounts;
import io.maltan.user.account.Credentials;
import io.maltan.user.account.EmailAddress;
import io.maltan.user.attempt.LoginAttempts;
import io.maltan.user.attempt.TooManyAttempts;
import io.maltan.user.password.PasswordHasher;
import io.maltan.user.session.TokenGrants;
import io.maltan.user.session.TokenPair;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.mockito.ArgumentMatchers;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class LoginTests {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String EMAIL = "minji@example.org";
    private static final String ADDRESS = "192.0.2.1";

    private final Accounts accounts = mock(Accounts.class);
    private final LoginAttempts attempts = mock(LoginAttempts.class);
    private final Guests guests = mock(Guests.class);
    private final PasswordHasher hasher = mock(PasswordHasher.class);
    private final TokenGrants grants = mock(TokenGrants.class);
    private final TransactionalOperator transactional = mock(TransactionalOperator.class);
    private final Login login =
            new Login(accounts, attempts, guests, hasher, grants, transactional);
    private final Credentials known = new Credentials(UUID.randomUUID(), "hash");

    @BeforeEach
    void knowMinji() {
        when(hasher.requireRoom()).thenReturn(Mono.empty());
        when(hasher.<Object>inTime(any())).thenAnswer(call -> call.getArgument(0));
        when(guests.identify(null)).thenReturn(Mono.just(Optional.empty()));
        when(accounts.findCredentials(any(EmailAddress.class))).thenReturn(Mono.just(known));
    }

    /** Else a crowd of guesses made at once would learn which of them is right. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aGuessDuringWhichOthersFailedIsThrottledWhetherRightOrWrong(boolean right) {
        when(hasher.matches(anyString(), anyString(), any())).thenReturn(Mono.just(right));
        when(attempts.requireAllowed(EMAIL, ADDRESS))
                .thenReturn(Mono.empty())
                .thenReturn(Mono.error(() -> new TooManyAttempts(Duration.ofMinutes(1))));

        when(attempts.forgive(EMAIL)).thenReturn(Mono.error(AssertionError::new));

        login.logIn(EMAIL, "a guess", null, new Client(ADDRESS, "test"))
                .as(StepVerifier::create)
                .expectError(TooManyAttempts.class)
                .verify(LIMIT);

        verify(attempts, never()).recordFailure(anyString(), anyString());
    }

    /** Else whoever knew the old password would keep a session that the change did not end. */
    @Test
    void aPasswordThatWasChangedDuringItsCheckOpensNothing() {
        Credentials changed = new Credentials(known.accountId(), "another hash");
        when(hasher.matches(anyString(), anyString(), any())).thenReturn(Mono.just(true));
        when(attempts.requireAllowed(EMAIL, ADDRESS)).thenReturn(Mono.empty());
        when(attempts.forgive(EMAIL)).thenReturn(Mono.empty());
        when(accounts.find(known.accountId())).thenReturn(Mono.just(mock(Account.class)));
        when(accounts.findCredentials(known.accountId())).thenReturn(Mono.just(changed));
        when(grants.open(known.accountId(), "test")).thenReturn(Mono.just(mock(TokenPair.class)));
        when(transactional.transactional(ArgumentMatchers.<Mono<Object>>any()))
                .thenAnswer(call -> call.getArgument(0));

        login.logIn(EMAIL, "the old one", null, new Client(ADDRESS, "test"))
                .as(StepVerifier::create)
                .expectError(InvalidCredentials.class)
                .verify(LIMIT);
    }
}
