package io.maltan.user.apikey;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Where the gateway turns the key of a request into a token that every service understands. */
@Hidden
@RestController
class KeyExchangeController {

    private final KeyExchange exchange;

    KeyExchangeController(KeyExchange exchange) {
        this.exchange = exchange;
    }

    @PostMapping("/internal/api-keys/exchange")
    Mono<ResponseEntity<Exchanged>> exchange(@Valid @RequestBody Exchange body) {
        return exchange.exchange(new KeySecret(body.key())).map(KeyExchangeController::toAnswer);
    }

    private static ResponseEntity<Exchanged> toAnswer(KeyToken token) {
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(new Exchanged(token.accessToken(), token.lifetime().toSeconds()));
    }

    record Exchange(@NotNull String key) {

        @Override
        public String toString() {
            return "Exchange[]";
        }
    }

    record Exchanged(String accessToken, long expiresIn) {

        @Override
        public String toString() {
            return "Exchanged[]";
        }
    }
}
