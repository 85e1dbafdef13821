package io.maltan.community.post;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.MaltanServiceTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MaltanServiceTest(service = "community")
class PostRehearsalIntegrationTests {

    @Autowired private PostRehearsal rehearsal;
    @Autowired private DatabaseClient database;

    @Test
    void goesAllTheWayAndLeavesNothingBehind() {
        long before = rows();

        StepVerifier.create(rehearsal.rehearse()).verifyComplete();

        assertThat(rows()).isEqualTo(before);
        assertThat(posts()).isZero();
    }

    private long posts() {
        return count("select count(*) from post where title = 'A first post'");
    }

    private long rows() {
        return count("select count(*) from outbox");
    }

    private long count(String sql) {
        Mono<Long> count = database.sql(sql).mapValue(Long.class).one();
        return count.blockOptional().orElseThrow();
    }
}
