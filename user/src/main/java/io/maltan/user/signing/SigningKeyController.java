package io.maltan.user.signing;

import io.maltan.platform.page.Page;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Shows administrators the signing keys, and changes them before their time. */
@RestController
@RequestMapping(SigningKeyController.PATH)
class SigningKeyController {

    static final String PATH = "/api/v1/admin/signing-keys";

    private final KeyRing ring;
    private final Clock clock;

    SigningKeyController(KeyRing ring, Clock clock) {
        this.ring = ring;
        this.clock = clock;
    }

    /** All keys that are published; there are never more than a page of them. */
    @GetMapping
    Mono<Page<KeyView>> keys(@WithRole(Role.ADMIN) Caller administrator) {
        Instant now = clock.instant();
        return ring.current()
                .map(keys -> new Page<>(keys.current(), null))
                .map(page -> page.map(term -> KeyView.of(term, now)));
    }

    @GetMapping("/{id}")
    Mono<KeyView> key(@WithRole(Role.ADMIN) Caller administrator, @PathVariable String id) {
        return getView(id);
    }

    private Mono<KeyView> getView(String id) {
        return ring.current()
                .flatMapIterable(SigningKeys::current)
                .filter(term -> term.key().id().equals(id))
                .next()
                .map(term -> KeyView.of(term, clock.instant()))
                .switchIfEmpty(Mono.error(() -> new SigningKeyNotFound(id)));
    }

    /** Makes a new key; it signs from {@code signsFrom} on, when all services know it. */
    @PostMapping("/rotate")
    Mono<ResponseEntity<KeyView>> rotate(@WithRole(Role.ADMIN) Caller administrator) {
        return ring.rotate().flatMap(this::getView).map(SigningKeyController::toAnswer);
    }

    /** For a key that is known to somebody else: no token that it signed counts any more. */
    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> revoke(@WithRole(Role.ADMIN) Caller administrator, @PathVariable String id) {
        return ring.revoke(id)
                .flatMap(removed ->
                        removed ? Mono.empty() : Mono.error(() -> new SigningKeyNotFound(id)));
    }

    private static ResponseEntity<KeyView> toAnswer(KeyView key) {
        return ResponseEntity.created(URI.create(PATH + "/" + key.id())).body(key);
    }

    /**
     * A key without what is secret of it.
     *
     * @param publishedUntil absent while no later key is there
     */
    record KeyView(
            String id,
            String status,
            Instant createdAt,
            Instant signsFrom,
            @Nullable Instant publishedUntil) {

        static KeyView of(KeyTerm term, Instant now) {
            Instant end = term.publishedUntil();
            return new KeyView(
                    term.key().id(),
                    term.statusAt(now).name().toLowerCase(Locale.ROOT),
                    term.key().createdAt(),
                    term.key().signsFrom(),
                    end.equals(Instant.MAX) ? null : end);
        }
    }
}
