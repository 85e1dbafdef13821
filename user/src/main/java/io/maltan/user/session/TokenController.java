package io.maltan.user.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth")
class TokenController {

    private final TokenGrants grants;
    private final SessionTokens tokens;

    TokenController(TokenGrants grants, SessionTokens tokens) {
        this.grants = grants;
        this.tokens = tokens;
    }

    @PostMapping("/refresh")
    Mono<ResponseEntity<TokenView>> refresh(@Valid @RequestBody Refresh body) {
        return grants.refresh(body.token()).map(TokenView::toAnswer);
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> logOut(@Valid @RequestBody Refresh body) {
        return tokens.revokeOf(body.token());
    }

    record Refresh(@NotBlank String refreshToken) {

        RefreshToken token() {
            return new RefreshToken(refreshToken);
        }

        @Override
        public String toString() {
            return "Refresh[]";
        }
    }
}
