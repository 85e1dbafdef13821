package io.maltan.community.notice;

import static io.maltan.community.sql.Columns.required;

import io.maltan.platform.id.Ids;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Repository;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

@Repository
class R2dbcNotices {

    private static final String OFFERED =
            """
            select * from json_to_recordset(:notices::json) as given (
                id uuid, recipient uuid, kind text, gathering text, actor uuid, post uuid, comment uuid, note text,
                repeatable boolean, number int)
            """;

    /** Of others, whom the recipient sees. */
    private static final String SEEN =
            """
            o.recipient is distinct from o.actor
            and not exists (select 1 from block where blocker_id = o.recipient and blocked_id = o.actor)
            and not exists (select 1 from block where blocker_id = o.actor and blocked_id = o.recipient)
            and not exists (select 1 from mute where muter_id = o.recipient and muted_id = o.actor)
            """;

    private static final String NOT_DECLINED =
            """
            not exists (
                select 1 from notification_preference p where p.person_id = o.recipient and o.kind = any(p.declined))
            """;

    /** What the same person takes back and does again is not, where its kind says so. */
    private static final String NEWS =
            """
            (o.repeatable or not exists (
                select 1 from notification n join notification_actor a on a.notification_id = n.id
                 where n.recipient_id = o.recipient and n.gathering = o.gathering and a.actor_id = o.actor))
            """;

    /** A mention tells nothing to whoever hears of the same text anyhow, now or before. */
    private static final String NOT_TOLD_OTHERWISE =
            """
            (h.kind <> 'mention' or not exists (
                select 1 from notification n
                 where n.recipient_id = h.recipient and (n.comment_id = h.comment or n.gathering = h.gathering)
                union all
                select 1 from heard e
                 where e.recipient = h.recipient and e.number < h.number
                   and (e.comment = h.comment or e.gathering = h.gathering)))
            """;

    private static final String GATHERED =
            """
            select w.recipient, w.gathering, (array_agg(w.id order by w.number))[1] as id, min(w.kind) as kind,
                   (array_agg(w.post order by w.number desc))[1] as post,
                   (array_agg(w.comment order by w.number desc))[1] as comment,
                   (array_agg(w.note order by w.number desc))[1] as note,
                   count(distinct w.actor) filter (where a.actor_id is null) as newcomers
              from wanted w
              left join notification n
                on n.recipient_id = w.recipient and n.gathering = w.gathering and n.read_at is null
              left join notification_actor a on a.notification_id = n.id and a.actor_id = w.actor
             group by w.recipient, w.gathering
            """;

    /**
     * Rows are written in one order, so that two who tell the same people several things do not
     * wait for one another in a circle.
     */
    private static final String WRITE =
            """
            insert into notification (id, recipient_id, kind, gathering, post_id, comment_id, note, actor_count)
            select id, recipient, kind, gathering, post, comment, note, newcomers
              from gathered order by recipient, gathering
            on conflict (recipient_id, gathering) where read_at is null do update
               set post_id = excluded.post_id, comment_id = excluded.comment_id, note = excluded.note,
                   actor_count = notification.actor_count + excluded.actor_count,
                   updated_at = clock_timestamp()
            returning id, recipient_id, gathering
            """;

    private static final String WRITE_ACTORS =
            """
            insert into notification_actor (notification_id, actor_id)
            select distinct g.id, w.actor
              from given g join wanted w on w.recipient = g.recipient_id and w.gathering = g.gathering
             where w.actor is not null
            on conflict (notification_id, actor_id) do update set at = excluded.at
            """;

    private static final String GIVE =
            """
            with offered as ({offered}),
                 heard as (select * from offered o where {seen} and {not_declined} and {news}),
                 wanted as (select * from heard h where {not_told_otherwise}),
                 gathered as ({gathered}),
                 given as ({write}),
                 met as ({write_actors})
            select id, recipient_id from given
            """
                    .replace("{offered}", OFFERED)
                    .replace("{seen}", SEEN)
                    .replace("{not_declined}", NOT_DECLINED)
                    .replace("{news}", NEWS)
                    .replace("{not_told_otherwise}", NOT_TOLD_OTHERWISE)
                    .replace("{gathered}", GATHERED)
                    .replace("{write}", WRITE)
                    .replace("{write_actors}", WRITE_ACTORS);

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcNotices(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Stores those notices that their recipients get to hear, and answers which they became. */
    Flux<NoticeGiven> give(List<Notice> notices) {
        List<Row> rows =
                IntStream.range(0, notices.size())
                        .mapToObj(number -> Row.of(notices.get(number), number))
                        .toList();
        return database.sql(GIVE)
                .bind("notices", json.writeValueAsString(rows))
                .map(row ->
                        new NoticeGiven(
                                required(row, "recipient_id", UUID.class),
                                required(row, "id", UUID.class)))
                .all();
    }

    private record Row(
            UUID id,
            UUID recipient,
            NoticeKind kind,
            String gathering,
            @Nullable UUID actor,
            @Nullable UUID post,
            @Nullable UUID comment,
            @Nullable String note,
            boolean repeatable,
            int number) {

        static Row of(Notice notice, int number) {
            return new Row(
                    Ids.next(),
                    notice.recipientId(),
                    notice.kind(),
                    notice.gathering(),
                    notice.actorId(),
                    notice.postId(),
                    notice.commentId(),
                    notice.note(),
                    notice.kind().isRepeatable(),
                    number);
        }
    }
}
