package io.maltan.user.session;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.constraints.Positive;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Tells the gateway which sessions are over. */
@Hidden
@RestController
class RevokedSessionsController {

    private final Revocations revocations;

    RevokedSessionsController(Revocations revocations) {
        this.revocations = revocations;
    }

    /** In bytes, see {@link Revocations#list}: there may be a hundred thousand every 2 s. */
    @GetMapping(
            path = "/internal/revoked-sessions",
            produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    Flux<byte[]> revoked(@RequestParam(defaultValue = "100000") @Positive int most) {
        return revocations.list(most);
    }
}
