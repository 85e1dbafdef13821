package io.maltan.community.moderation;

import io.maltan.community.audit.ActionLog;
import io.maltan.community.audit.DirectDecisions;
import io.maltan.community.audit.ModeratorAction;
import io.maltan.community.moderation.DecisionDraft.Decision;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.Notifier;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.problem.Conflict;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Decides cases, with all that follows, within a transaction that has locked the thread: what was
 * decided is done, on the log, and told.
 */
@Component
class Decisions implements DirectDecisions {

    private static final Decision REMOVAL = new Decision(Verdict.REMOVE, null, null);

    private final R2dbcCases cases;
    private final R2dbcReports reports;
    private final Enforcement enforcement;
    private final ActionLog log;
    private final Notifier notifier;
    private final Outbox outbox;

    Decisions(
            R2dbcCases cases,
            R2dbcReports reports,
            Enforcement enforcement,
            ActionLog log,
            Notifier notifier,
            Outbox outbox) {
        this.cases = cases;
        this.reports = reports;
        this.enforcement = enforcement;
        this.log = log;
        this.notifier = notifier;
        this.outbox = outbox;
    }

    /** Of two who decide one case, the second gets {@code already_decided}. */
    Mono<Void> take(Case known, Decision decision, UUID moderator) {
        return cases.decide(known.id(), decision, moderator)
                .flatMap(first ->
                        first
                                ? follow(known, decision, moderator)
                                : Mono.error(() -> new Conflict("already_decided")));
    }

    @Override
    public Mono<Void> remove(String target, UUID id, UUID author, UUID moderator) {
        Target kind = Target.find(target).orElseThrow();
        return reports.lock(kind, id)
                .then(cases.open(kind, id, author))
                .flatMap(cases::find)
                .flatMap(known -> take(known, REMOVAL, moderator));
    }

    private Mono<Void> follow(Case known, Decision decision, UUID moderator) {
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

    private static ModeratorAction entry(Case known, Decision decision, UUID moderator) {
        return new ModeratorAction(
                moderator,
                decision.verdict().code(),
                known.target().code(),
                known.targetId(),
                known.authorId(),
                known.id(),
                decision.note());
    }
}
