package io.maltan.community.moderation;

import io.maltan.community.audit.ActionLog;
import io.maltan.community.audit.ModeratorAction;
import io.maltan.community.trust.Flags;
import io.maltan.community.trust.Screening;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reports that no person makes. What is held back weighs more, because its author waits. */
@Component
class RuleReports implements Flags {

    private static final double WEIGHT_OF_HELD = 5;
    private static final double WEIGHT_OF_SHOWN = 2;

    private final R2dbcReports reports;
    private final ActionLog log;
    private final Outbox outbox;

    RuleReports(R2dbcReports reports, ActionLog log, Outbox outbox) {
        this.reports = reports;
        this.log = log;
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> raise(
            String target, UUID id, UUID author, long version, Screening screening) {
        R2dbcReports.Filing filing =
                new R2dbcReports.Filing(
                        Ids.next(),
                        null,
                        Target.find(target).orElseThrow(),
                        id,
                        author,
                        version,
                        "watched_word",
                        screening.word(),
                        screening.isHeld() ? WEIGHT_OF_HELD : WEIGHT_OF_SHOWN,
                        screening.isHeld());
        return reports.lock(filing.target(), id)
                .then(reports.joinCase(filing))
                .flatMap(caseId ->
                        reports.add(filing, caseId)
                                .then(log.append(entry(filing, caseId)))
                                .then(outbox.append(new CaseChanged(caseId, true).toEvent())));
    }

    private static ModeratorAction entry(R2dbcReports.Filing filing, UUID caseId) {
        return new ModeratorAction(
                null,
                filing.held() ? "hold" : "flag",
                filing.target().code(),
                filing.targetId(),
                filing.authorId(),
                caseId,
                filing.detail());
    }
}
