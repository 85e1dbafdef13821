package io.maltan.gateway.revocation;

import io.maltan.gateway.upstream.AnyReplica;
import io.maltan.gateway.upstream.Service;
import io.maltan.platform.security.InternalCalls;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.MediaType;
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
    private volatile boolean complete = true;
    private volatile long heardAt = System.nanoTime();

    RevocationPolling(
            AnyReplica anyReplica,
            InternalCalls internal,
            RevokedSessions sessions,
            RevocationSettings settings,
            MeterRegistry meters) {
        this.anyReplica = anyReplica;
        this.internal = internal;
        this.sessions = sessions;
        this.settings = settings;
        Gauge.builder("maltan.gateway.revocations", sessions, RevokedSessions::count)
                .description("Sessions known to be revoked while their tokens live")
                .register(meters);
        TimeGauge.builder(
                        "maltan.gateway.revocations.age",
                        () -> System.nanoTime() - heardAt,
                        TimeUnit.NANOSECONDS)
                .description("How long ago the user service told of revoked sessions")
                .register(meters);
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

    /** Read piece by piece: an answer may be longer than what is usually held as a whole. */
    private Mono<Revocations> requestRevoked(URI user) {
        return http.get()
                .uri(user.resolve("/internal/revoked-sessions?most=" + settings.most()))
                .headers(internal::authorise)
                .accept(MediaType.APPLICATION_OCTET_STREAM)
                .retrieve()
                .bodyToFlux(DataBuffer.class)
                .reduceWith(() -> new RevocationDecoder(settings.most()), RevocationDecoder::read)
                .map(RevocationDecoder::whole)
                .timeout(settings.timeLimit());
    }

    private void heard(Revocations revoked) {
        sessions.replace(revoked);
        heardAt = System.nanoTime();
        if (!answered) {
            log.info("The user service tells of revoked sessions again");
        }
        answered = true;
        tellWhetherAllHaveRoom(revoked);
    }

    private void tellWhetherAllHaveRoom(Revocations revoked) {
        if (complete && !revoked.isComplete()) {
            log.warn(
                    "More than {} sessions are revoked: for now tokens that end as early as those"
                            + " of the rest ({}) are refused as well",
                    settings.most(),
                    revoked.unlistedUntil());
        }
        complete = revoked.isComplete();
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
}
