package io.maltan.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DecoderAnswersTests {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EmbeddedChannel connection =
            new EmbeddedChannel(
                    new DecoderAnswers(
                            new HeadInspection(1_000, PATIENCE, new UnfinishedHeads(1_000)),
                            new DecoderProblems(JsonMapper.builder().build())));

    @BeforeEach
    void refused() {
        connection.freezeTime();
        connection.writeInbound(
                new DefaultHttpRequest(HttpVersion.HTTP_1_1, HttpMethod.POST, "/nowhere"));
        connection.writeOutbound(
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.NOT_FOUND));
    }

    @Test
    void closesWhereTheBodyOfWhatIsAnsweredDoesNotEnd() {
        for (int second = 0; second < 4; second++) {
            drip();
            assertThat(connection.isOpen()).isTrue();
        }
        drip();
        assertThat(connection.isOpen()).isFalse();
    }

    @Test
    void goesOnWhereItEnds() {
        drip();
        connection.writeInbound(LastHttpContent.EMPTY_LAST_CONTENT);
        pass(60);
        assertThat(connection.isOpen()).isTrue();
    }

    private void drip() {
        connection.writeInbound(new DefaultHttpContent(Unpooled.wrappedBuffer(new byte[1])));
        pass(1);
    }

    private void pass(int seconds) {
        connection.advanceTimeBy(seconds, TimeUnit.SECONDS);
        connection.runScheduledPendingTasks();
    }
}
