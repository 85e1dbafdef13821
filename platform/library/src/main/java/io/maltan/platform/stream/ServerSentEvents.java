package io.maltan.platform.stream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Messages as lines of {@code text/event-stream}. */
final class ServerSentEvents {

    private static final ByteBuf HEARTBEAT =
            Unpooled.unreleasableBuffer(
                    Unpooled.directBuffer()
                            .writeBytes(":heartbeat\n\n".getBytes(StandardCharsets.US_ASCII))
                            .asReadOnly());

    /** Room for the id and the name of an event. */
    private static final int FRAME = 128;

    private final JsonMapper json;

    ServerSentEvents(JsonMapper json) {
        this.json = json;
    }

    byte[] retry(Duration pause) {
        return "retry:%d\n\n".formatted(pause.toMillis()).getBytes(StandardCharsets.US_ASCII);
    }

    /** A comment; the same bytes for all. */
    ByteBuf heartbeat() {
        return HEARTBEAT.duplicate();
    }

    /** What has been made JSON already, once for all who watch, is written as it is. */
    ByteBuf encode(StreamMessage message, ByteBufAllocator buffers) {
        String data = message.isMark() ? "" : toJson(message.data());
        ByteBuf event = buffers.directBuffer(FRAME + ByteBufUtil.utf8Bytes(data));
        if (message.id() != null) {
            write(event, "id:", message.id());
        }
        if (!message.isMark()) {
            write(event, "event:", message.event());
            write(event, "data:", data);
        }
        return event.writeByte('\n');
    }

    private String toJson(Object data) {
        return data instanceof String text ? text : json.writeValueAsString(data);
    }

    private static void write(ByteBuf event, String field, String value) {
        ByteBufUtil.writeAscii(event, field);
        ByteBufUtil.reserveAndWriteUtf8(event, value, ByteBufUtil.utf8Bytes(value));
        event.writeByte('\n');
    }
}
