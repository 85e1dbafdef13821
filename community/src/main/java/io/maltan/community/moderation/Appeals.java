package io.maltan.community.moderation;

import io.maltan.community.audit.ActionLog;
import io.maltan.community.audit.ModeratorAction;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.Notifier;
import io.maltan.community.turn.Turns;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Appeals against decisions, which another moderator than the first decides. */
@Service
class Appeals {

    private final R2dbcAppeals appeals;
    private final R2dbcCases cases;
    private final Enforcement enforcement;
    private final ActionLog log;
    private final Notifier notifier;
    private final Turns turns;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    Appeals(
            R2dbcAppeals appeals,
            R2dbcCases cases,
            Enforcement enforcement,
            ActionLog log,
            Notifier notifier,
            Turns turns,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.appeals = appeals;
        this.cases = cases;
        this.enforcement = enforcement;
        this.log = log;
        this.notifier = notifier;
        this.turns = turns;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    /** Only the person whom a decision is against may appeal, and once. */
    Mono<AppealView> appeal(UUID caseId, AppealDraft draft, Caller author) {
        String body = draft.checkedBody();
        UUID id = Ids.next();
        return cases.findOwn(caseId, author.id())
                .switchIfEmpty(Mono.error(() -> new CaseNotFound(caseId)))
                .flatMap(_ -> add(id, caseId, author.id(), body))
                .as(transactional::transactional)
                .then(get(id));
    }

    Mono<Page<AppealView>> list(String status, PageRequest page) {
        return appeals.list(status, page);
    }

    /** An appeal, for who made it and for moderators. */
    Mono<AppealView> get(UUID id, Caller caller) {
        return appeals.find(id)
                .filter(appeal ->
                        caller.has(Role.MODERATOR) || caller.id().equals(appeal.authorId()))
                .map(R2dbcAppeals.Appeal::view)
                .switchIfEmpty(Mono.error(() -> new CaseNotFound(id)));
    }

    Mono<AppealView> decide(UUID id, AppealDraft.Ruling draft, Caller moderator) {
        AppealDraft.Ruling ruling = draft.checked();
        return get(id).flatMap(appeal -> cases.find(appeal.caseId()))
                .map(known -> requireAnother(known, moderator))
                .flatMap(known -> decide(id, known, ruling, moderator))
                .then(Mono.defer(() -> get(id)));
    }

    private Mono<Void> decide(UUID id, Case known, AppealDraft.Ruling ruling, Caller moderator) {
        Mono<Void> decided =
                enforcement
                        .prepare(known)
                        .then(appeals.decide(id, ruling.status(), ruling.note(), moderator.id()))
                        .flatMap(first ->
                                first
                                        ? follow(known, ruling, moderator)
                                        : Mono.error(() -> new Conflict("already_decided")));
        return turns.inTurn(
                known.postId() == null ? known.targetId() : known.postId(),
                decided.as(transactional::transactional));
    }

    private Mono<Void> follow(Case known, AppealDraft.Ruling ruling, Caller moderator) {
        return (ruling.accepts() ? overturn(known) : Mono.<Void>empty())
                .then(log.append(entry(known, ruling, moderator)))
                .then(tell(known, ruling))
                .then(outbox.append(new CaseChanged(known.id(), false).toEvent()));
    }

    private Mono<Void> overturn(Case known) {
        return cases.overturn(known.id()).then(enforcement.undo(known));
    }

    private Mono<Void> tell(Case known, AppealDraft.Ruling ruling) {
        UUID author = known.authorId();
        return author == null
                ? Mono.empty()
                : notifier.tell(
                        Notice.moderation(
                                author,
                                known.postId(),
                                known.commentId(),
                                known.id(),
                                Words.of("appeal_" + ruling.status(), ruling.note())));
    }

    private static ModeratorAction entry(Case known, AppealDraft.Ruling ruling, Caller moderator) {
        return new ModeratorAction(
                moderator.id(),
                "appeal_" + ruling.status(),
                known.target().code(),
                known.targetId(),
                known.authorId(),
                known.id(),
                ruling.note());
    }

    private Mono<Void> add(UUID id, UUID caseId, UUID author, String body) {
        return appeals.add(id, caseId, author, body)
                .flatMap(first ->
                        first
                                ? outbox.append(new CaseChanged(caseId, false).toEvent())
                                : Mono.error(() -> new Conflict("already_appealed")));
    }

    private Mono<AppealView> get(UUID id) {
        return appeals.find(id)
                .map(R2dbcAppeals.Appeal::view)
                .switchIfEmpty(Mono.error(() -> new CaseNotFound(id)));
    }

    private static Case requireAnother(Case known, Caller moderator) {
        if (moderator.id().equals(known.decidedBy())) {
            throw new Forbidden("own_decision");
        }
        if (known.isAbout(moderator.id())) {
            throw new Forbidden("own_case");
        }
        return known;
    }
}
