package io.maltan.community.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.community.Crowd;
import io.maltan.community.follow.AuthorVisibility;
import io.maltan.community.member.Viewer;
import io.maltan.platform.testing.MaltanServiceTest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;

@MaltanServiceTest(service = "community")
class PostPlanIntegrationTests {

    @Autowired private DatabaseClient database;

    @BeforeEach
    void settle() {
        Crowd.settle(database);
    }

    @ParameterizedTest
    @CsvSource({
        "NEW,,post_newest",
        "NEW,crowd-3,post_by_region",
        "HOT,,post_hottest",
        "HOT,crowd-3,post_hottest_by_region",
        "TOP,,post_top",
        "TOP,crowd-3,post_top_by_region"
    })
    void everyOrderIsReadFromItsIndex(SortKeys keys, @Nullable String region, String index) {
        String plan = plan(keys, region, false);

        assertThat(plan).contains("using " + index + " on");
        assertThat(plan).doesNotContain("Seq Scan on post ", "Sort Key");
    }

    @ParameterizedTest
    @CsvSource({"NEW,", "HOT,crowd-3"})
    void whatIsPinnedIsNotLookedForEverywhere(SortKeys keys, @Nullable String region) {
        assertThat(plan(keys, region, true)).contains("post_pinned");
    }

    private String plan(SortKeys keys, @Nullable String region, boolean pinned) {
        PostSearch search = PostSearch.of(region, null, null, null, null, null, null);
        PostQuery query = PostQuery.of(search, keys, pinned, null);
        return Crowd.plan(
                AuthorVisibility.bind(
                                database.sql("explain (costs off) " + query.sql())
                                        .bindValues(query.values()),
                                Viewer.ANYONE)
                        .bind("limit", 21));
    }
}
