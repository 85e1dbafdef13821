package io.maltan.community.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.community.Crowd;
import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.member.Viewer;
import io.maltan.platform.testing.MaltanServiceTest;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@MaltanServiceTest(service = "community")
class FeedPlanIntegrationTests {

    @Autowired private DatabaseClient database;

    @BeforeEach
    void settle() {
        Crowd.settle(database);
    }

    @Test
    void recentPostsAreReadInTheirOrder() {
        assertThat(plan(database.sql(explain(R2dbcFeed.AMONG_RECENT)).bind("recent", 2_000)))
                .contains("post_newest")
                .doesNotContain("Seq Scan on post p");
    }

    @Test
    void eachSourceIsAskedThroughItsIndex() {
        assertThat(plan(database.sql(explain(R2dbcFeed.BY_SOURCE))))
                .contains("post_by_author", "post_by_region", "post_by_province")
                .doesNotContain("Seq Scan on post p");
    }

    private static String explain(String statement) {
        return "explain (costs off) " + R2dbcFeed.complete(statement);
    }

    private static String plan(DatabaseClient.GenericExecuteSpec statement) {
        return Crowd.plan(
                AuthorVisibility.bind(statement, new Viewer(Crowd.READER, false))
                        .bind("reader", Crowd.READER)
                        .bind("limit", 21)
                        .bind("lastAt", Instant.parse("2020-01-08T00:00:00Z"))
                        .bind("lastId", new UUID(-1, -1)));
    }
}
