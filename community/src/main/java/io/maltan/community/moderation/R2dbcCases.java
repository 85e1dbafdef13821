package io.maltan.community.moderation;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.member.Author;
import io.maltan.community.moderation.DecisionDraft.Decision;
import io.maltan.community.sql.NullableValue;
import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Mono;

/** Cases, open and decided. */
@Repository
class R2dbcCases {

    private static final String FIND =
            """
            select c.id, c.target, c.target_id, c.author_id, c.action, c.decided_by,
                   coalesce(k.post_id, p.id) as post_id
              from moderation_case c
              left join comment k on c.target = 'comment' and k.id = c.target_id
              left join post p on c.target = 'post' and p.id = c.target_id
             where c.id = coalesce((select case_id from report where id = :id), :id)
            """;
    private static final String OPEN_ON =
            """
            insert into moderation_case (id, target, target_id, author_id) values (:id, :target, :targetId, :author)
            on conflict (target, target_id) where status = 'open' do update set updated_at = now()
            returning id
            """;
    private static final String DECIDE =
            """
            update moderation_case
               set status = 'decided', action = :action, note = :note, decided_by = :moderator, decided_at = now(),
                   updated_at = now(), suspended_until = :until
             where id = :id and status = 'open'
            """;
    private static final String OVERTURN =
            "update moderation_case set overturned = true, updated_at = now() where id = :id";

    /** Any decision that stands, and a rule until somebody has decided, keep a text from others. */
    private static final String WITHHELD =
            """
            select exists (
                select 1 from moderation_case
                 where target = :target and target_id = :id
                   and (action in ('hide', 'suspend_author') and not overturned or status = 'open' and held))
            """;

    private static final String VIEW =
            """
            select c.id, c.target, c.target_id, c.status, c.priority, c.report_count, why.reasons, why.counts,
                   c.author_id, a.display_name as author_name, k.post_id, p.title, {body} as body,
                   coalesce(p.hidden_at, k.hidden_at) is not null as hidden,
                   coalesce(p.removed_at, k.removed_at) is not null as removed,
                   c.opened_at, c.updated_at, c.action, c.note, c.decided_by, d.display_name as moderator_name,
                   c.decided_at, c.suspended_until, c.overturned
              from moderation_case c
              left join member a on a.id = c.author_id
              left join member d on d.id = c.decided_by
              left join post p on c.target = 'post' and p.id = c.target_id
              left join comment k on c.target = 'comment' and k.id = c.target_id
              left join lateral (
                    select array_agg(reason order by n desc, reason) as reasons, array_agg(n order by n desc, reason) as counts
                      from (select reason, count(*)::int as n from report where case_id = c.id
                             group by reason order by n desc limit 20) counted) why on true
            """;
    private static final String ONE = VIEW.replace("{body}", "coalesce(p.body, k.body)");
    private static final String LISTED =
            VIEW.replace("{body}", "left(coalesce(p.body, k.body), 300)");
    private static final String OPEN =
            LISTED
                    + """
                     where c.status = 'open' and c.author_id is distinct from :moderator and (c.priority, c.id) < (:lastKey, :lastId)
                     order by c.priority desc, c.id desc limit :limit
                    """;
    private static final String DECIDED =
            LISTED
                    + """
                     where c.status = 'decided' and c.author_id is distinct from :moderator and (c.decided_at, c.id) < (:lastKey, :lastId)
                     order by c.decided_at desc, c.id desc limit :limit
                    """;
    private static final String OWN =
            """
            select c.id, c.target, c.target_id, c.action, c.note, c.decided_at, c.suspended_until, c.overturned,
                   a.id as appeal_id, a.status as appeal_status, a.note as appeal_note
              from moderation_case c left join appeal a on a.case_id = c.id
             where c.author_id = :person and c.action in ('hide', 'remove', 'suspend_author')
            """;
    private static final String OWN_PAGE =
            OWN
                    + """
                       and (c.decided_at, c.id) < (:lastKey, :lastId)
                     order by c.decided_at desc, c.id desc limit :limit
                    """;
    private static final UUID HIGHEST = new UUID(-1, -1);
    private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");

    private final DatabaseClient database;

    R2dbcCases(DatabaseClient database) {
        this.database = database;
    }

    /** A case by its own id or that of one of its reports. */
    Mono<Case> find(UUID id) {
        return database.sql(FIND).bind("id", id).map(R2dbcCases::toCase).one();
    }

    /** The open case on something, or a new one without a report. */
    Mono<UUID> open(Target target, UUID targetId, UUID author) {
        return database.sql(OPEN_ON)
                .bind("id", Ids.next())
                .bind("target", target.code())
                .bind("targetId", targetId)
                .bind("author", author)
                .mapValue(UUID.class)
                .one();
    }

    /** Answers whether this decided it, and nobody else before. */
    Mono<Boolean> decide(UUID id, Decision decision, UUID moderator) {
        return database.sql(DECIDE)
                .bind("id", id)
                .bind("action", decision.verdict().code())
                .bind("note", NullableValue.of(decision.note(), String.class))
                .bind("moderator", moderator)
                .bind("until", NullableValue.of(decision.suspendedUntil(), Instant.class))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows > 0);
    }

    Mono<Void> overturn(UUID id) {
        return database.sql(OVERTURN).bind("id", id).then();
    }

    /** Whether a post or comment is to be seen by its author and moderators alone. */
    Mono<Boolean> isWithheld(Target target, UUID id) {
        return database.sql(WITHHELD)
                .bind("target", target.code())
                .bind("id", id)
                .mapValue(Boolean.class)
                .one();
    }

    Mono<CaseView> findView(UUID id) {
        return database.sql(ONE + " where c.id = :id").bind("id", id).map(R2dbcCases::toView).one();
    }

    /** What is most urgent first. */
    Mono<Page<CaseView>> listOpen(UUID moderator, PageRequest page) {
        Cursor cursor = page.cursor();
        GenericExecuteSpec statement =
                database.sql(OPEN)
                        .bind("lastKey", cursor == null ? Double.MAX_VALUE : cursor.decimal(0));
        return list(
                statement.bind("moderator", moderator),
                page,
                last -> Cursor.of(last.priority(), last.id()));
    }

    /** What was decided last first. */
    Mono<Page<CaseView>> listDecided(UUID moderator, PageRequest page) {
        Cursor cursor = page.cursor();
        GenericExecuteSpec statement =
                database.sql(DECIDED).bind("lastKey", cursor == null ? LATEST : cursor.instant(0));
        return list(statement.bind("moderator", moderator), page, R2dbcCases::decidedCursor);
    }

    /** The decisions against somebody, latest first. */
    Mono<Page<OwnCaseView>> listOwn(UUID person, PageRequest page) {
        Cursor cursor = page.cursor();
        return database.sql(OWN_PAGE)
                .bind("person", person)
                .bind("lastKey", cursor == null ? LATEST : cursor.instant(0))
                .bind("lastId", cursor == null ? HIGHEST : cursor.uuid(1))
                .bind("limit", page.limitPlusOne())
                .map(R2dbcCases::toOwn)
                .all()
                .collectList()
                .map(read ->
                        Page.of(
                                read,
                                page.limit(),
                                last -> Cursor.of(last.decidedAt(), last.id())));
    }

    Mono<OwnCaseView> findOwn(UUID id, UUID person) {
        return database.sql(OWN + " and c.id = :id")
                .bind("id", id)
                .bind("person", person)
                .map(R2dbcCases::toOwn)
                .one();
    }

    private static Mono<Page<CaseView>> list(
            GenericExecuteSpec statement,
            PageRequest page,
            java.util.function.Function<CaseView, Cursor> cursorAfter) {
        Cursor cursor = page.cursor();
        return statement
                .bind("lastId", cursor == null ? HIGHEST : cursor.uuid(1))
                .bind("limit", page.limitPlusOne())
                .map(R2dbcCases::toView)
                .all()
                .collectList()
                .map(read -> Page.of(read, page.limit(), cursorAfter));
    }

    private static Cursor decidedCursor(CaseView last) {
        CaseView.DecisionView decision = last.decision();
        return Cursor.of(decision == null ? LATEST : decision.at(), last.id());
    }

    private static Case toCase(Readable row) {
        return new Case(
                required(row, "id", UUID.class),
                targetOf(row),
                required(row, "target_id", UUID.class),
                row.get("author_id", UUID.class),
                row.get("post_id", UUID.class),
                Verdict.find(row.get("action", String.class)).orElse(null),
                row.get("decided_by", UUID.class));
    }

    private static CaseView toView(Readable row) {
        return new CaseView(
                required(row, "id", UUID.class),
                targetOf(row),
                required(row, "target_id", UUID.class),
                required(row, "status", String.class),
                required(row, "priority", Double.class),
                required(row, "report_count", Integer.class),
                reasonsOf(row),
                person(row, "author_id", "author_name"),
                row.get("post_id", UUID.class),
                row.get("title", String.class),
                row.get("body", String.class),
                required(row, "hidden", Boolean.class),
                required(row, "removed", Boolean.class),
                required(row, "opened_at", Instant.class),
                required(row, "updated_at", Instant.class),
                decisionOf(row),
                null);
    }

    private static OwnCaseView toOwn(Readable row) {
        return new OwnCaseView(
                required(row, "id", UUID.class),
                targetOf(row),
                required(row, "target_id", UUID.class),
                Verdict.find(required(row, "action", String.class)).orElseThrow(),
                row.get("note", String.class),
                required(row, "decided_at", Instant.class),
                row.get("suspended_until", Instant.class),
                required(row, "overturned", Boolean.class),
                appealOf(row));
    }

    private static OwnCaseView.@Nullable Appeal appealOf(Readable row) {
        UUID id = row.get("appeal_id", UUID.class);
        return id == null
                ? null
                : new OwnCaseView.Appeal(
                        id,
                        required(row, "appeal_status", String.class),
                        row.get("appeal_note", String.class));
    }

    private static CaseView.@Nullable DecisionView decisionOf(Readable row) {
        Verdict verdict = Verdict.find(row.get("action", String.class)).orElse(null);
        return verdict == null
                ? null
                : new CaseView.DecisionView(
                        verdict,
                        row.get("note", String.class),
                        person(row, "decided_by", "moderator_name"),
                        required(row, "decided_at", Instant.class),
                        row.get("suspended_until", Instant.class),
                        required(row, "overturned", Boolean.class));
    }

    private static Map<String, Integer> reasonsOf(Readable row) {
        String[] reasons = row.get("reasons", String[].class);
        Integer[] counts = row.get("counts", Integer[].class);
        Map<String, Integer> counted = new LinkedHashMap<>();
        for (int i = 0; reasons != null && counts != null && i < reasons.length; i++) {
            counted.put(reasons[i], counts[i]);
        }
        return counted;
    }

    private static @Nullable Author person(Readable row, String id, String name) {
        UUID person = row.get(id, UUID.class);
        return person == null ? null : Author.of(person, row.get(name, String.class));
    }

    private static Target targetOf(Readable row) {
        return Target.find(required(row, "target", String.class)).orElseThrow();
    }
}
