package io.maltan.user.session;

import io.swagger.v3.oas.annotations.Hidden;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Tells the gateway which sessions are over. */
@Hidden
@RestController
class RevokedSessionsController {

    private final Sessions sessions;

    RevokedSessionsController(Sessions sessions) {
        this.sessions = sessions;
    }

    @GetMapping("/internal/revoked-sessions")
    Mono<Revoked> revoked() {
        return sessions.revoked().collectList().map(Revoked::new);
    }

    record Revoked(List<RevokedSession> sessions) {}
}
