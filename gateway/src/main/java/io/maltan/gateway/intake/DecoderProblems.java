package io.maltan.gateway.intake;

import io.maltan.platform.problem.ProblemBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Problems of requests of which neither path nor language is known: in English, and about no
 * instance.
 */
@Component
class DecoderProblems {

    private static final String UNKNOWN = "/";
    private static final int TRACE_ID_BYTES = 16;

    private final JsonMapper json;

    DecoderProblems(JsonMapper json) {
        this.json = json;
    }

    ByteBuf of(int status) {
        return switch (status) {
            case 414 ->
                    problem(
                            status,
                            "uri_too_long",
                            "The address is too long",
                            "Addresses may have 8,000 characters.");
            case 413, 431 ->
                    problem(
                            status,
                            "headers_too_large",
                            "The headers are too large",
                            "All headers together may have 16 kB.");
            default ->
                    problem(
                            status,
                            "malformed_request",
                            "The request is malformed",
                            "The request is not well-formed HTTP/1.1. The connection is closed.");
        };
    }

    private ByteBuf problem(int status, String code, String title, String detail) {
        ProblemBody body =
                new ProblemBody(
                        URI.create("urn:maltan:problem:" + code),
                        title,
                        status,
                        detail,
                        UNKNOWN,
                        code,
                        traceId(),
                        null);
        return Unpooled.wrappedBuffer(json.writeValueAsBytes(body));
    }

    private static String traceId() {
        byte[] bytes = new byte[TRACE_ID_BYTES];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
