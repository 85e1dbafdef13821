package io.maltan.community.moderation;

import io.maltan.community.audit.ActionLog;
import io.maltan.community.audit.LoggedAction;
import io.maltan.community.audit.ModeratorAction;
import io.maltan.community.moderation.DecisionDraft.Decision;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.Notifier;
import io.maltan.community.turn.Turns;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.security.Caller;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** The moderators' queue, and what they decide. Of two who decide one case, one succeeds. */
@Service
class Moderation {

    private final R2dbcCases cases;
    private final R2dbcReports reports;
    private final Enforcement enforcement;
    private final ActionLog log;
    private final Notifier notifier;
    private final Turns turns;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    Moderation(
            R2dbcCases cases,
            R2dbcReports reports,
            Enforcement enforcement,
            ActionLog log,
            Notifier notifier,
            Turns turns,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.cases = cases;
        this.reports = reports;
        this.enforcement = enforcement;
        this.log = log;
        this.notifier = notifier;
        this.turns = turns;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    Mono<Page<CaseView>> queue(CaseStatus status, PageRequest page) {
        return status == CaseStatus.OPEN ? cases.listOpen(page) : cases.listDecided(page);
    }

    Mono<Page<LoggedAction>> log(PageRequest page) {
        return log.list(page);
    }

    /** The decisions against somebody. */
    Mono<Page<OwnCaseView>> listOwn(Caller person, PageRequest page) {
        return cases.listOwn(person.id(), page);
    }

    Mono<OwnCaseView> getOwn(UUID id, Caller person) {
        return cases.find(id)
                .flatMap(known -> cases.findOwn(known.id(), person.id()))
                .switchIfEmpty(Mono.error(() -> new CaseNotFound(id)));
    }

    /** All of a case; a moderator whom it is about sees no more of it than anybody else. */
    Mono<Object> get(UUID id, Caller moderator) {
        return getCase(id)
                .flatMap(known ->
                        known.isAbout(moderator.id())
                                ? getOwn(id, moderator).cast(Object.class)
                                : view(known.id()).cast(Object.class));
    }

    Mono<CaseView> decide(UUID id, DecisionDraft draft, Caller moderator) {
        return getCase(id)
                .map(known -> requireOthers(known, moderator))
                .flatMap(known ->
                        decide(known, draft.checked(known.target(), Instant.now()), moderator)
                                .then(Mono.defer(() -> view(known.id()))));
    }

    private Mono<Void> decide(Case known, Decision decision, Caller moderator) {
        Mono<Void> decided =
                enforcement
                        .prepare(known)
                        .then(cases.decide(known.id(), decision, moderator.id()))
                        .flatMap(first ->
                                first
                                        ? follow(known, decision, moderator)
                                        : Mono.error(() -> new Conflict("already_decided")));
        return turns.inTurn(
                known.postId() == null ? known.targetId() : known.postId(),
                decided.as(transactional::transactional));
    }

    private Mono<Void> follow(Case known, Decision decision, Caller moderator) {
        return enforcement
                .carryOut(known, decision.verdict())
                .then(log.append(entry(known, decision, moderator)))
                .then(tell(known, decision))
                .then(outbox.append(new CaseChanged(known.id(), false).toEvent()));
    }

    private Mono<Void> tell(Case known, Decision decision) {
        return reports.reportersOf(known.id())
                .collectList()
                .map(reporters -> notices(known, decision, reporters))
                .flatMap(notifier::tell);
    }

    /** The author hears what was done and why; reporters hear what came of it. */
    private static List<Notice> notices(Case known, Decision decision, List<UUID> reporters) {
        List<Notice> notices = new ArrayList<>();
        boolean upheld = decision.verdict() != Verdict.DISMISS;
        UUID author = known.authorId();
        if (upheld && author != null) {
            notices.add(
                    notice(known, author, Words.of(decision.verdict().code(), decision.note())));
        }
        String outcome = upheld ? "report_upheld" : "report_dismissed";
        reporters.stream()
                .filter(reporter -> !reporter.equals(author))
                .forEach(reporter -> notices.add(notice(known, reporter, outcome)));
        return notices;
    }

    private static Notice notice(Case known, UUID recipient, String words) {
        return Notice.moderation(recipient, known.postId(), known.commentId(), known.id(), words);
    }

    private static ModeratorAction entry(Case known, Decision decision, Caller moderator) {
        return new ModeratorAction(
                moderator.id(),
                decision.verdict().code(),
                known.target().code(),
                known.targetId(),
                known.authorId(),
                known.id(),
                decision.note());
    }

    private Mono<CaseView> view(UUID id) {
        return cases.findView(id)
                .zipWith(reports.listOf(id).collectList(), CaseView::with)
                .switchIfEmpty(Mono.error(() -> new CaseNotFound(id)));
    }

    private Mono<Case> getCase(UUID id) {
        return cases.find(id).switchIfEmpty(Mono.error(() -> new CaseNotFound(id)));
    }

    /** Nobody is the judge of what they wrote themselves. */
    private static Case requireOthers(Case known, Caller moderator) {
        if (known.isAbout(moderator.id())) {
            throw new Forbidden("own_case");
        }
        return known;
    }
}
