package io.maltan.community.moderation;

import io.maltan.community.comment.Discussion;
import io.maltan.community.member.Members;
import io.maltan.community.member.Viewer;
import io.maltan.community.moderation.ReportDraft.Complaint;
import io.maltan.community.post.PostBoard;
import io.maltan.community.trust.Admission;
import io.maltan.community.trust.Standings;
import io.maltan.community.trust.Writing;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.security.Caller;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes reports. Somebody who says the same twice is answered with what they said before. */
@Service
class ReportDesk {

    private static final long DAYS_A_WEEK = 7;

    private final PostBoard board;
    private final Discussion discussion;
    private final Members members;
    private final Standings standings;
    private final Admission admission;
    private final R2dbcReports reports;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    ReportDesk(
            PostBoard board,
            Discussion discussion,
            Members members,
            Standings standings,
            Admission admission,
            R2dbcReports reports,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.board = board;
        this.discussion = discussion;
        this.members = members;
        this.standings = standings;
        this.admission = admission;
        this.reports = reports;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    Mono<Filed> file(ReportDraft draft, Caller reporter) {
        Complaint complaint = draft.checked();
        return Mono.zip(subjectOf(complaint, reporter), standings.weightOf(reporter.id()))
                .flatMap(known ->
                        fileOnce(complaint, known.getT1(), known.getT2(), reporter.id())
                                .as(transactional::transactional)
                                .as(filing -> admission.inTurn(reporter.id(), filing)));
    }

    /** A report of one's own. */
    Mono<ReportView> get(UUID id, Caller reporter) {
        return reports.find(id, reporter.id())
                .switchIfEmpty(Mono.error(() -> new CaseNotFound(id)));
    }

    private Mono<Filed> fileOnce(
            Complaint complaint, Subject subject, double weight, UUID reporter) {
        return reports.lock(complaint.target(), complaint.targetId())
                .then(
                        reports.findStanding(
                                reporter,
                                complaint.target(),
                                complaint.targetId(),
                                subject.version()))
                .map(known -> new Filed(known, false))
                .switchIfEmpty(
                        Mono.defer(() ->
                                store(
                                        new R2dbcReports.Filing(
                                                Ids.next(),
                                                reporter,
                                                complaint.target(),
                                                complaint.targetId(),
                                                subject.authorId(),
                                                subject.version(),
                                                complaint.reason(),
                                                complaint.detail(),
                                                weight,
                                                false))));
    }

    private Mono<Filed> store(R2dbcReports.Filing filing) {
        UUID reporter = Objects.requireNonNull(filing.reporterId());
        return admission
                .admit(writing(filing, reporter))
                .then(reports.joinCase(filing))
                .flatMap(caseId ->
                        reports.add(filing, caseId)
                                .then(outbox.append(new CaseChanged(caseId, true).toEvent())))
                .then(reports.find(filing.id(), reporter))
                .map(report -> new Filed(report, true));
    }

    private static Writing writing(R2dbcReports.Filing filing, UUID reporter) {
        return new Writing(
                reporter,
                false,
                Writing.Kind.REPORT,
                filing.targetId() + " " + filing.version(),
                "",
                null,
                null,
                0,
                0);
    }

    private Mono<Subject> subjectOf(Complaint complaint, Caller reporter) {
        Viewer viewer = Viewer.of(reporter);
        UUID id = complaint.targetId();
        Mono<Subject> subject =
                switch (complaint.target()) {
                    case POST ->
                            board.find(id, viewer)
                                    .filter(post -> !post.isTombstone())
                                    .map(post ->
                                            new Subject(
                                                    Objects.requireNonNull(post.author()).id(),
                                                    post.version()));
                    case COMMENT ->
                            discussion
                                    .get(id, viewer)
                                    .map(comment ->
                                            new Subject(
                                                    Objects.requireNonNull(comment.author()).id(),
                                                    comment.version()));
                    case USER ->
                            members.requireKnown(id)
                                    .thenReturn(new Subject(id, weekOf(Instant.now())));
                };
        return subject.onErrorMap(NotFound.class, _ -> Invalid.field("targetId", "unknown"))
                .switchIfEmpty(Mono.error(() -> Invalid.field("targetId", "unknown")))
                .doOnNext(found -> requireAnother(found, reporter));
    }

    /** A person has no version: whoever goes on being a nuisance can be reported again. */
    private static long weekOf(Instant now) {
        return now.truncatedTo(ChronoUnit.DAYS).getEpochSecond()
                / ChronoUnit.DAYS.getDuration().toSeconds()
                / DAYS_A_WEEK;
    }

    private static void requireAnother(Subject subject, Caller reporter) {
        if (subject.authorId().equals(reporter.id())) {
            throw Invalid.field("targetId", "yourself");
        }
    }

    /** A report, and whether it is a new one. */
    record Filed(ReportView report, boolean created) {}

    private record Subject(UUID authorId, long version) {}
}
