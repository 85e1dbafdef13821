package io.maltan.gateway.revocation;

import io.maltan.gateway.upstream.AnyReplica;
import io.maltan.gateway.upstream.Service;
import io.maltan.platform.security.InternalCalls;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;

/** Asks the user service again and again; while it is away, what was last heard holds. */
@Component
class RevocationPolling implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RevocationPolling.class);

    private final WebClient http = WebClient.create();
    private final AnyReplica anyReplica;
    private final InternalCalls internal;
    private final RevokedSessions sessions;
    private final RevocationSettings settings;

    private volatile Disposable polling = Disposables.disposed();
    private volatile boolean answered = true;

    RevocationPolling(
            AnyReplica anyReplica,
            InternalCalls internal,
            RevokedSessions sessions,
            RevocationSettings settings) {
        this.anyReplica = anyReplica;
        this.internal = internal;
        this.sessions = sessions;
        this.settings = settings;
    }

    @Override
    public void start() {
        polling =
                Mono.defer(this::poll)
                        .repeatWhen(done -> done.delayElements(settings.interval()))
                        .subscribe();
    }

    @Override
    public void stop() {
        polling.dispose();
    }

    @Override
    public boolean isRunning() {
        return !polling.isDisposed();
    }

    private Mono<Void> poll() {
        return anyReplica
                .ask(Service.USER, this::requestRevoked)
                .doOnNext(this::heard)
                .doOnError(this::keepsLastKnown)
                .onErrorComplete()
                .then();
    }

    private Mono<Set<UUID>> requestRevoked(URI user) {
        return http.get()
                .uri(user.resolve("/internal/revoked-sessions"))
                .headers(internal::authorise)
                .retrieve()
                .bodyToMono(Revoked.class)
                .timeout(settings.timeLimit())
                .map(Revoked::ids);
    }

    private void heard(Set<UUID> revoked) {
        sessions.replace(revoked);
        if (!answered) {
            log.info("The user service tells of revoked sessions again");
        }
        answered = true;
    }

    private void keepsLastKnown(Throwable error) {
        if (answered) {
            log.warn(
                    "The user service tells nothing of revoked sessions, those known stay revoked:"
                            + " {}",
                    error.toString());
        }
        answered = false;
    }

    private record Revoked(List<Session> sessions) {

        Set<UUID> ids() {
            return sessions.stream().map(Session::id).collect(Collectors.toUnmodifiableSet());
        }
    }

    private record Session(UUID id, Instant expiresAt) {}
}
