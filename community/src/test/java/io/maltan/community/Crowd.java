package io.maltan.community;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.test.StepVerifier;

/** So much data that a plan which reads all of it is a bad one. */
public final class Crowd {

    public static final UUID READER = new UUID(7, 7);

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final List<String> SETTLE =
            List.of(
                    """
                    insert into member (id, display_name, preferred_regions)
                    values ('00000000-0000-0007-0000-000000000007', 'Reader', '{crowd-1,crowd-2}')
                    on conflict do nothing
                    """,
                    """
                    insert into post_standing (post_id, region, created_at, up_count)
                    select id, region, created_at, 3 from post where region like 'crowd-%'
                    on conflict do nothing
                    """,
                    """
                    insert into follow (follower_id, followed_id)
                    select '00000000-0000-0007-0000-000000000007', md5('crowd' || i)::uuid
                      from generate_series(0, 499) i
                    on conflict do nothing
                    """,
                    "analyze post",
                    "analyze post_standing",
                    "analyze follow",
                    "analyze member");

    /** In portions, since statements have little time. */
    private static final String WRITE =
            """
            insert into post (id, author_id, title, body, body_html, category, region, version, created_at)
            select md5('crowd-post' || i)::uuid, md5('crowd' || i % 1000)::uuid, 'T', 'B', 'B', 'free',
                   'crowd-' || i % 50, 1, timestamptz '2020-01-01' + i * interval '1 minute'
              from generate_series(:first, :first + 999) i
            on conflict do nothing
            """;

    private static final int POSTS = 12_000;

    private Crowd() {}

    public static void settle(DatabaseClient database) {
        Flux<Void> written =
                Flux.range(0, POSTS / 1_000)
                        .concatMap(portion ->
                                database.sql(WRITE).bind("first", portion * 1_000).then());
        written.thenMany(Flux.fromIterable(SETTLE).concatMap(sql -> database.sql(sql).then()))
                .as(StepVerifier::create)
                .expectComplete()
                .verify(LIMIT);
    }

    /** How the database would go about a statement. */
    public static String plan(DatabaseClient.GenericExecuteSpec explained) {
        StringBuilder plan = new StringBuilder();
        explained
                .mapValue(String.class)
                .all()
                .as(StepVerifier::create)
                .thenConsumeWhile(line -> true, line -> plan.append(line).append('\n'))
                .expectComplete()
                .verify(LIMIT);
        return plan.toString();
    }
}
