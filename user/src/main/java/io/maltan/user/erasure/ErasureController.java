package io.maltan.user.erasure;

import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import java.net.URI;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/users")
class ErasureController {

    private static final String ERASURES = "/api/v1/users/erasures/";
    private static final String PENDING = "pending";
    private static final String COMPLETED = "completed";

    private final AccountEnd ending;
    private final ErasureSaga saga;

    ErasureController(AccountEnd ending, ErasureSaga saga) {
        this.ending = ending;
        this.saga = saga;
    }

    /** The account is gone with the answer; what other services hold follows. */
    @DeleteMapping("/me")
    Mono<ResponseEntity<Accepted>> eraseOwn(
            @WithRole(Role.GUEST) Caller caller,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false)
                    @Nullable String ifMatch) {
        return ending.ofCaller(caller, ifMatch).map(ErasureController::toAnswer);
    }

    private static ResponseEntity<Accepted> toAnswer(UUID id) {
        return ResponseEntity.accepted().location(URI.create(ERASURES + id)).body(new Accepted(id));
    }

    /** For whoever holds the id, as the account that asked is no more. */
    @GetMapping("/erasures/{id}")
    Mono<StatusView> status(@PathVariable UUID id) {
        return saga.status(id).map(StatusView::of);
    }

    record Accepted(UUID erasureId) {}

    /**
     * How far an erasure has come.
     *
     * @param status pending or completed
     * @param services the same for user, place, recommendation and community
     */
    record StatusView(String status, Map<String, String> services) {

        static StatusView of(ErasureStatus status) {
            Map<String, String> services = new LinkedHashMap<>();
            Arrays.stream(Participant.values())
                    .forEach(participant ->
                            services.put(
                                    participant.serviceName(), word(status.isDoneBy(participant))));
            return new StatusView(word(status.completed()), services);
        }

        private static String word(boolean done) {
            return done ? COMPLETED : PENDING;
        }
    }
}
