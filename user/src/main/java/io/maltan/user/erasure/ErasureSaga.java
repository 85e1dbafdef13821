package io.maltan.user.erasure;

import io.maltan.platform.events.NewEvent;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import io.maltan.user.erasure.ErasureEvents.Erased;
import io.maltan.user.erasure.Erasures.Due;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Carries erasures to their end. Every step is one transaction with the events that it causes, so
 * that whoever dies between two steps, the next one is taken by another replica or after a restart:
 * the request commits with the end of the account, answers are counted under a lock of the erasure,
 * and what is not answered is asked for again.
 */
@Component
class ErasureSaga {

    private static final Logger log = LoggerFactory.getLogger(ErasureSaga.class);
    private static final int AT_ONCE = 50;

    private final Erasures erasures;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final SagaSettings settings;
    private final Clock clock;

    ErasureSaga(
            Erasures erasures,
            Outbox outbox,
            TransactionalOperator transactional,
            SagaSettings settings,
            Clock clock) {
        this.erasures = erasures;
        this.outbox = outbox;
        this.transactional = transactional;
        this.settings = settings;
        this.clock = clock;
    }

    /** Asks all services to erase people who are one; in the transaction that ends the account. */
    Mono<UUID> begin(List<UUID> people) {
        UUID id = Ids.next();
        Instant now = clock.instant();
        return erasures.add(id, people, now, now.plus(settings.firstPause()))
                .then(outbox.append(requests(id, people)))
                .thenReturn(id);
    }

    private static List<NewEvent> requests(UUID id, List<UUID> people) {
        return people.stream().map(person -> ErasureEvents.requested(id, person)).toList();
    }

    /** Counts an answer; whoever answers again, or too late, changes nothing. */
    Mono<Void> answered(Erased answer) {
        if (!Participant.isOne(answer.service())) {
            return Mono.empty();
        }
        Instant now = clock.instant();
        return erasures.lock(answer.erasureId())
                .flatMap(id ->
                        erasures.addAnswer(id, answer.userId(), answer.service(), now)
                                .then(Mono.defer(() -> completeIfAllAnswered(id, now))))
                .as(transactional::transactional);
    }

    private Mono<Void> completeIfAllAnswered(UUID id, Instant now) {
        return erasures.complete(id, now)
                .filter(completed -> completed)
                .doOnNext(completed -> log.info("Erasure {} is complete", id))
                .flatMap(completed -> erasures.forgetSubjects(id));
    }

    Mono<ErasureStatus> status(UUID id) {
        return erasures.status(id).switchIfEmpty(Mono.error(() -> new ErasureNotFound(id)));
    }

    /** Asks again where answers are due. */
    Mono<Long> repeatRequests() {
        return erasures.due(clock.instant(), AT_ONCE)
                .collectList()
                .flatMapIterable(due -> due)
                .concatMap(this::repeatRequest)
                .count()
                .as(transactional::transactional);
    }

    private Mono<UUID> repeatRequest(Due due) {
        Instant next = clock.instant().plus(settings.pauseAfter(due.requests() + 1));
        return outbox.append(ErasureEvents.requested(due.erasureId(), due.person()))
                .then(erasures.postpone(due.person(), next))
                .thenReturn(due.person());
    }
}
