package io.maltan.community.moderation;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.member.Author;
import io.maltan.community.sql.NullableValue;
import io.maltan.platform.id.Ids;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reports, and the cases that they open or join. */
@Repository
class R2dbcReports {

    /**
     * Reports on the same thing follow one another, so that a second by the same person is seen.
     */
    private static final String LOCK =
            "select pg_advisory_xact_lock(hashtextextended(:target || ':' || :id, 20))";

    private static final String SELECT =
            """
            select r.id, r.target, r.target_id, r.reason, r.detail, c.status, r.created_at
              from report r join moderation_case c on c.id = r.case_id
            """;

    /**
     * What somebody has said once counts once, until it was decided on and what it is about edited.
     */
    private static final String STANDING =
            SELECT
                    + """
                     where r.reporter_id = :reporter and r.target = :target and r.target_id = :id
                       and (c.status = 'open' or r.target_version >= :version)
                     order by r.created_at desc limit 1
                    """;

    private static final String ONE = SELECT + " where r.id = :id and r.reporter_id = :reporter";
    private static final String JOIN_CASE =
            """
            insert into moderation_case (id, target, target_id, author_id, priority, report_count, held)
            values (:case, :target, :id, :author, :weight, 1, :held)
            on conflict (target, target_id) where status = 'open' do update
               set priority = moderation_case.priority + excluded.priority,
                   report_count = moderation_case.report_count + 1,
                   held = moderation_case.held or excluded.held,
                   updated_at = now()
            returning id
            """;
    private static final String ADD =
            """
            insert into report (id, case_id, reporter_id, target, target_id, target_version, reason, detail, weight,
                                title, body, body_html)
            select :report, :case, :reporter, :target, :id, coalesce(said.version, :version), :reason, :detail, :weight,
                   case when kept.id is null then said.title end, case when kept.id is null then said.body end,
                   case when kept.id is null then said.body_html end
              from (values (1)) as one_report
              left join lateral (
                    select version, title, body, body_html from post where :target = 'post' and id = :id
                    union all
                    select version, null, body, body_html from comment where :target = 'comment' and id = :id) said on true
              left join report kept
                on kept.case_id = :case and kept.target_version = said.version and kept.body is not null
            """;

    /** The latest report of each earlier version shows what that version said. */
    private static final String OF_CASE =
            """
            select r.id, r.reason, r.detail, r.reporter_id, m.display_name, r.weight, r.created_at, kept.title, kept.body
              from (select *, row_number() over (partition by target_version order by created_at desc, id desc) as age
                      from report where case_id = :case) r
              left join member m on m.id = r.reporter_id
              left join post p on r.target = 'post' and p.id = r.target_id
              left join comment k on r.target = 'comment' and k.id = r.target_id
              left join report kept
                on kept.case_id = :case and kept.target_version = r.target_version and kept.body is not null
               and r.age = 1 and kept.target_version < coalesce(p.version, k.version)
             order by r.created_at desc, r.id desc limit 50
            """;

    private static final String REPORTERS =
            "select distinct reporter_id from report where case_id = :case and reporter_id is not null limit 1000";

    private final DatabaseClient database;

    R2dbcReports(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> lock(Target target, UUID id) {
        return database.sql(LOCK).bind("target", target.code()).bind("id", id.toString()).then();
    }

    /** What this person has said about it already. */
    Mono<ReportView> findStanding(UUID reporter, Target target, UUID id, long version) {
        return database.sql(STANDING)
                .bind("reporter", reporter)
                .bind("target", target.code())
                .bind("id", id)
                .bind("version", version)
                .map(R2dbcReports::toView)
                .one();
    }

    Mono<ReportView> find(UUID id, UUID reporter) {
        return database.sql(ONE)
                .bind("id", id)
                .bind("reporter", reporter)
                .map(R2dbcReports::toView)
                .one();
    }

    /** The case on the target that the report opens or joins. */
    Mono<UUID> joinCase(Filing filing) {
        return database.sql(JOIN_CASE)
                .bind("case", Ids.next())
                .bind("target", filing.target().code())
                .bind("id", filing.targetId())
                .bind("author", filing.authorId())
                .bind("weight", filing.weight())
                .bind("held", filing.held())
                .mapValue(UUID.class)
                .one();
    }

    Mono<Void> add(Filing filing, UUID caseId) {
        return database.sql(ADD)
                .bind("report", filing.id())
                .bind("case", caseId)
                .bind("reporter", NullableValue.of(filing.reporterId(), UUID.class))
                .bind("target", filing.target().code())
                .bind("id", filing.targetId())
                .bind("version", filing.version())
                .bind("reason", filing.reason())
                .bind("detail", NullableValue.of(filing.detail(), String.class))
                .bind("weight", filing.weight())
                .then();
    }

    Flux<CaseView.Report> listOf(UUID caseId) {
        return database.sql(OF_CASE)
                .bind("case", caseId)
                .map(row ->
                        new CaseView.Report(
                                required(row, "id", UUID.class),
                                required(row, "reason", String.class),
                                row.get("detail", String.class),
                                reporterOf(row),
                                required(row, "weight", Double.class),
                                required(row, "created_at", Instant.class),
                                row.get("title", String.class),
                                row.get("body", String.class)))
                .all();
    }

    Flux<UUID> reportersOf(UUID caseId) {
        return database.sql(REPORTERS).bind("case", caseId).mapValue(UUID.class).all();
    }

    private static @Nullable Author reporterOf(Readable row) {
        UUID id = row.get("reporter_id", UUID.class);
        return id == null ? null : Author.of(id, row.get("display_name", String.class));
    }

    private static ReportView toView(Readable row) {
        return new ReportView(
                required(row, "id", UUID.class),
                Target.find(required(row, "target", String.class)).orElseThrow(),
                required(row, "target_id", UUID.class),
                required(row, "reason", String.class),
                row.get("detail", String.class),
                required(row, "status", String.class),
                required(row, "created_at", Instant.class));
    }

    /**
     * A report as it is stored.
     *
     * @param reporterId null where a rule reports
     * @param version of the target
     * @param held whether others do not see the target until the case is decided
     */
    record Filing(
            UUID id,
            @Nullable UUID reporterId,
            Target target,
            UUID targetId,
            UUID authorId,
            long version,
            String reason,
            @Nullable String detail,
            double weight,
            boolean held) {}
}
