package io.maltan.community.moderation;

import io.maltan.community.audit.ActionLog;
import io.maltan.community.audit.LoggedAction;
import io.maltan.community.moderation.DecisionDraft.Decision;
import io.maltan.community.turn.Turns;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.security.Caller;
import java.time.Instant;
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
    private final Decisions decisions;
    private final Turns turns;
    private final TransactionalOperator transactional;

    Moderation(
            R2dbcCases cases,
            R2dbcReports reports,
            Enforcement enforcement,
            ActionLog log,
            Decisions decisions,
            Turns turns,
            TransactionalOperator transactional) {
        this.cases = cases;
        this.reports = reports;
        this.enforcement = enforcement;
        this.log = log;
        this.decisions = decisions;
        this.turns = turns;
        this.transactional = transactional;
    }

    /** Without what is about the moderator, who sees of it what anybody sees. */
    Mono<Page<CaseView>> queue(CaseStatus status, Caller moderator, PageRequest page) {
        return status == CaseStatus.OPEN
                ? cases.listOpen(moderator.id(), page)
                : cases.listDecided(moderator.id(), page);
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
                enforcement.prepare(known).then(decisions.take(known, decision, moderator.id()));
        return turns.inTurn(
                known.postId() == null ? known.targetId() : known.postId(),
                decided.as(transactional::transactional));
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
