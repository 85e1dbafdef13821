package io.maltan.user.admission;

import io.maltan.user.account.ProfileDraft;
import io.maltan.user.session.TokenView;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth")
class LoginController {

    private final Login login;
    private final Guests guests;

    LoginController(Login login, Guests guests) {
        this.login = login;
        this.guests = guests;
    }

    @PostMapping("/login")
    Mono<ResponseEntity<TokenView>> logIn(
            @Valid @RequestBody Credentials body, ServerHttpRequest request) {
        return login.logIn(body.email(), body.password(), body.guestToken(), Client.of(request))
                .map(TokenView::toAnswer);
    }

    @PostMapping("/guest")
    Mono<ResponseEntity<TokenView>> comeAsGuest(ServerHttpRequest request, Locale locale) {
        return guests.admit(ProfileDraft.languageOf(locale), Client.of(request))
                .map(TokenView::toAnswer);
    }

    record Credentials(
            @NotNull String email, @NotNull String password, @Nullable String guestToken) {

        @Override
        public String toString() {
            return "Credentials[]";
        }
    }
}
