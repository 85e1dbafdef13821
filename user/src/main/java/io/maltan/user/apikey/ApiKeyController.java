package io.maltan.user.apikey;

import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.security.Caller;
import io.maltan.user.session.Sessions;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping(ApiKeyController.PATH)
class ApiKeyController {

    static final String PATH = "/api/v1/users/me/api-keys";

    private final ApiKeys keys;
    private final Sessions sessions;
    private final Clock clock;

    ApiKeyController(ApiKeys keys, Sessions sessions, Clock clock) {
        this.keys = keys;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** The only answer that shows the key itself. */
    @PostMapping
    Mono<ResponseEntity<NewKeyView>> create(Caller caller, @RequestBody KeyRequest request) {
        KeySecret secret = KeySecret.random();
        ApiKey key = request.toKey(Ids.next(), secret.prefix(), clock.instant());
        if (!caller.has(key.highestRole())) {
            throw new Forbidden("forbidden");
        }
        return sessions.requireOpen(caller)
                .then(keys.add(caller.id(), key, secret))
                .thenReturn(toAnswer(key, secret));
    }

    private static ResponseEntity<NewKeyView> toAnswer(ApiKey key, KeySecret secret) {
        return ResponseEntity.created(URI.create(PATH + "/" + key.id()))
                .cacheControl(CacheControl.noStore())
                .body(NewKeyView.of(key, secret));
    }

    @GetMapping
    Mono<Page<KeyView>> own(Caller caller, PageRequest page) {
        return keys.ofAccount(caller.id(), page)
                .collectList()
                .map(read -> Page.of(read, page.limit(), last -> Cursor.of(last.id())))
                .map(found -> found.map(KeyView::of));
    }

    @GetMapping("/{id}")
    Mono<KeyView> one(Caller caller, @PathVariable UUID id) {
        return keys.find(caller.id(), id)
                .map(KeyView::of)
                .switchIfEmpty(Mono.error(() -> new ApiKeyNotFound(id)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> revoke(Caller caller, @PathVariable UUID id) {
        return sessions.requireOpen(caller)
                .then(keys.remove(caller.id(), id))
                .flatMap(removed ->
                        removed ? Mono.empty() : Mono.error(() -> new ApiKeyNotFound(id)));
    }

    /**
     * A key at its making.
     *
     * @param key what programs send as {@code X-API-Key}; it is shown this once
     */
    record NewKeyView(
            UUID id,
            String key,
            String name,
            String prefix,
            List<String> scopes,
            Instant createdAt,
            @Nullable Instant expiresAt) {

        static NewKeyView of(ApiKey made, KeySecret secret) {
            KeyView view = KeyView.of(made);
            return new NewKeyView(
                    view.id(),
                    secret.value(),
                    view.name(),
                    view.prefix(),
                    view.scopes(),
                    view.createdAt(),
                    view.expiresAt());
        }

        @Override
        public String toString() {
            return "NewKeyView[" + id + "]";
        }
    }
}
