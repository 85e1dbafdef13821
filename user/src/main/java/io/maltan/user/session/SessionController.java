package io.maltan.user.session;

import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/auth/sessions")
class SessionController {

    private final Sessions sessions;

    SessionController(Sessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping
    Mono<Page<SessionView>> own(Caller caller, PageRequest page) {
        return sessions.ofAccount(caller.id(), page)
                .collectList()
                .map(read -> Page.of(read, page.limit(), last -> Cursor.of(last.id())))
                .map(found -> found.map(session -> SessionView.of(session, caller)));
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> end(Caller caller, @PathVariable UUID id) {
        return sessions.requireOpen(caller).then(sessions.revoke(caller.id(), id));
    }

    record SessionView(
            UUID id, String client, Instant createdAt, Instant lastUsedAt, boolean current) {

        static SessionView of(Session session, Caller caller) {
            return new SessionView(
                    session.id(),
                    session.client(),
                    session.createdAt(),
                    session.lastUsedAt(),
                    session.sid().equals(caller.sessionId()));
        }
    }
}
