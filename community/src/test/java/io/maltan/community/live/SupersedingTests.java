package io.maltan.community.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.stream.StreamMessage;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SupersedingTests {

    private static final UUID POST = UUID.randomUUID();

    @Test
    void onlyTheLatestCountsOfEachAreTold() {
        UUID comment = UUID.randomUUID();
        StreamMessage talk = StreamMessage.of("comment_created", "hello");
        StreamMessage later = StreamMessage.of("comment_created", "again");

        List<StreamMessage> told =
                Superseding.latest(
                        List.of(
                                votes(null, 1),
                                talk,
                                votes(comment, 1),
                                votes(null, 2),
                                later,
                                votes(null, 3)));

        assertThat(told).containsExactly(talk, votes(comment, 1), later, votes(null, 3));
    }

    private static StreamMessage votes(@Nullable UUID comment, int up) {
        return new VotesChanged(POST, comment, up, 0).toMessage();
    }
}
