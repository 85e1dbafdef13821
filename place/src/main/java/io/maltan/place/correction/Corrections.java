package io.maltan.place.correction;

import io.maltan.place.catalogue.Place;
import io.maltan.place.catalogue.PlaceCatalogue;
import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.problem.Unprocessable;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** Takes corrections, and carries out those that moderators accept. */
@Service
class Corrections {

    private final R2dbcCorrections corrections;
    private final Proposals proposals;
    private final PlaceCatalogue catalogue;
    private final TransactionalOperator transactional;
    private final Clock clock = Clock.systemUTC();

    Corrections(
            R2dbcCorrections corrections,
            Proposals proposals,
            PlaceCatalogue catalogue,
            TransactionalOperator transactional) {
        this.corrections = corrections;
        this.proposals = proposals;
        this.catalogue = catalogue;
        this.transactional = transactional;
    }

    Mono<Correction> report(Caller reporter, UUID placeId, CorrectionDraft draft) {
        Correction correction =
                new Correction(
                        Ids.next(),
                        placeId,
                        draft.kind(),
                        draft.detail(),
                        proposals.read(draft.kind(), draft.proposed()),
                        reporter.id(),
                        CorrectionStatus.OPEN,
                        null,
                        null,
                        null,
                        now());
        return catalogue
                .get(placeId)
                .then(Mono.defer(() -> requireOther(correction)))
                .then(corrections.insert(correction))
                .onErrorMap(DuplicateKeyException.class, open -> new Conflict("correction_open"))
                .thenReturn(correction);
    }

    private Mono<Void> requireOther(Correction correction) {
        UUID other = correction.proposed().placeId();
        if (correction.kind() != CorrectionKind.DUPLICATE || other == null) {
            return Mono.empty();
        }
        return other.equals(correction.placeId())
                ? Mono.error(() -> Invalid.field("placeId", "unknown"))
                : catalogue
                        .get(other)
                        .onErrorMap(NotFound.class, gone -> Invalid.field("placeId", "unknown"))
                        .then();
    }

    Mono<Page<Correction>> list(@Nullable CorrectionStatus status, PageRequest page) {
        Cursor cursor = page.cursor();
        return corrections
                .list(status, cursor == null ? null : cursor.uuid(0), page.limitPlusOne())
                .collectList()
                .map(read -> Page.of(read, page.limit(), last -> Cursor.of(last.id())));
    }

    /** A correction, for moderators and for who sent it. */
    Mono<Correction> get(Caller reader, UUID id) {
        return corrections
                .find(id)
                .filter(found ->
                        reader.has(Role.MODERATOR) || reader.id().equals(found.reporterId()))
                .switchIfEmpty(Mono.error(() -> notFound(id)));
    }

    private static NotFound notFound(UUID id) {
        return new NotFound("correction_not_found", id.toString());
    }

    /** Carries a correction out, as it was proposed or as the moderator proposes instead. */
    Mono<Correction> accept(Caller moderator, UUID id, Decision decision) {
        return getToDecide(id)
                .flatMap(open ->
                        carryOut(moderator, amended(open, decision))
                                .then(decide(moderator, open, CorrectionStatus.ACCEPTED, decision)))
                .as(transactional::transactional);
    }

    private Correction amended(Correction open, Decision decision) {
        Proposal proposal =
                decision.proposed() == null
                        ? open.proposed()
                        : proposals.read(open.kind(), decision.proposed());
        return new Correction(
                open.id(),
                open.placeId(),
                open.kind(),
                open.detail(),
                proposal,
                open.reporterId(),
                open.status(),
                null,
                null,
                null,
                open.createdAt());
    }

    private Mono<Place> carryOut(Caller moderator, Correction correction) {
        if (correction.kind() == CorrectionKind.DUPLICATE) {
            UUID other = correction.proposed().placeId();
            return other == null
                    ? Mono.error(() -> nothingProposed())
                    : catalogue.mergeInto(moderator, correction.placeId(), other);
        }
        ObjectNode patch = proposals.toPatch(correction.kind(), correction.proposed());
        return patch.isEmpty()
                ? Mono.error(() -> nothingProposed())
                : catalogue.correct(moderator, correction.placeId(), patch);
    }

    private static Unprocessable nothingProposed() {
        return new Unprocessable("nothing_proposed");
    }

    Mono<Correction> reject(Caller moderator, UUID id, Decision decision) {
        return getToDecide(id)
                .flatMap(open -> decide(moderator, open, CorrectionStatus.REJECTED, decision))
                .as(transactional::transactional);
    }

    private Mono<Correction> getToDecide(UUID id) {
        return corrections
                .findToChange(id)
                .switchIfEmpty(Mono.error(() -> notFound(id)))
                .doOnNext(Corrections::requireOpen);
    }

    private static void requireOpen(Correction correction) {
        if (correction.status() != CorrectionStatus.OPEN) {
            throw new Conflict("correction_decided", correction.status().code());
        }
    }

    private Mono<Correction> decide(
            Caller moderator, Correction open, CorrectionStatus status, Decision decision) {
        Correction decided =
                new Correction(
                        open.id(),
                        open.placeId(),
                        open.kind(),
                        open.detail(),
                        open.proposed(),
                        open.reporterId(),
                        status,
                        moderator.id(),
                        now(),
                        decision.note(),
                        open.createdAt());
        return corrections.decide(decided).thenReturn(decided);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Flux<Correction> ofReporter(UUID reporterId) {
        return corrections.ofReporter(reporterId);
    }

    /** Open corrections of a person go; what was decided stays, without the person's words. */
    Mono<Void> forget(UUID person) {
        return corrections.forget(person);
    }

    Mono<Void> move(UUID from, UUID to) {
        return corrections.move(from, to);
    }
}
