package io.maltan.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class HeadInspectionTests {

    private static final int MOST = 24 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int ROOM = 100 * 1024;
    private static final String BEGUN = "GET / HTTP/1.1\r\nHost: a\r\nX: " + "a".repeat(16 * 1024);
    private static final String WHOLE = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";

    private final UnfinishedHeads unfinished = new UnfinishedHeads(ROOM);

    @Test
    void closesThoseWhoseHeadsDoNotEndWhereThereIsNoRoomForMore() {
        List<EmbeddedChannel> slow = Stream.generate(this::connection).limit(20).toList();
        slow.forEach(one -> send(one, BEGUN));

        assertThat(slow.stream().filter(EmbeddedChannel::isOpen).count()).isBetween(1L, 6L);

        EmbeddedChannel quick = connection();
        send(quick, WHOLE);
        assertThat(quick.isOpen()).isTrue();
        assertThat(received(quick)).isEqualTo(WHOLE);
    }

    @Test
    void roomIsThereAgainWhenHeadsEndOrTheirSendersLeave() {
        for (int i = 0; i < 20; i++) {
            EmbeddedChannel one = connection();
            send(one, BEGUN);
            assertThat(one.isOpen()).isTrue();
            if (i % 2 == 0) {
                var _ = one.close();
            } else {
                send(one, "\r\n\r\n");
                assertThat(received(one)).isEqualTo(BEGUN + "\r\n\r\n");
            }
        }
    }

    private EmbeddedChannel connection() {
        return new EmbeddedChannel(new HeadInspection(MOST, PATIENCE, unfinished));
    }

    private static void send(EmbeddedChannel connection, String text) {
        connection.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.US_ASCII));
    }

    private static String received(EmbeddedChannel connection) {
        StringBuilder text = new StringBuilder();
        ByteBuf piece = connection.readInbound();
        while (piece != null) {
            text.append(piece.toString(StandardCharsets.US_ASCII));
            piece.release();
            piece = connection.readInbound();
        }
        return text.toString();
    }
}
