package io.maltan.recommendation.popularity;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.recommendation.feedback.VisitBlock;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class VisitSpanTests {

    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final int BLOCK = VisitBlock.of(NOON);

    @Test
    void whatCameAfterTheModelWasMadeIsApart() {
        Instant trainedAt = NOON.plusSeconds(60);
        assertThat(VisitSpan.of(BLOCK, trainedAt))
                .containsExactly(
                        new VisitSpan(NOON, trainedAt),
                        new VisitSpan(trainedAt, VisitBlock.startOf(BLOCK + 1)))
                .allMatch(span -> span.blockNumber() == BLOCK);
        assertThat(VisitSpan.of(BLOCK, NOON)).hasSize(1);
        assertThat(VisitSpan.of(BLOCK + 1, trainedAt)).hasSize(1);
    }
}
