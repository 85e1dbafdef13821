package io.maltan.gateway.intake;

import io.maltan.platform.problem.ProblemBody;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.context.support.ReloadableResourceBundleMessageSource;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Problems of requests of which no path is known: about no instance. */
@Component
class DecoderProblems {

    /** Of these the first is for who asks for none. */
    static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.KOREAN);

    private static final String UNKNOWN = "/";
    private static final int TRACE_ID_BYTES = 16;

    private final JsonMapper json;
    private final ReloadableResourceBundleMessageSource words =
            new ReloadableResourceBundleMessageSource();

    DecoderProblems(JsonMapper json) {
        this.json = json;
        words.setBasename("classpath:problems");
        words.setDefaultEncoding("UTF-8");
        words.setDefaultLocale(Locale.ENGLISH);
        // Loaded now: no request may wait for files.
        LANGUAGES.forEach(language -> words.getMessage("malformed_request.title", null, language));
    }

    private String text(String key, Locale language) {
        return words.getMessage(key, null, language);
    }

    ByteBuf of(int status, Locale language) {
        return switch (status) {
            case 414 -> problem(status, "uri_too_long", language);
            case 413, 431 -> problem(status, "headers_too_large", language);
            default -> problem(status, "malformed_request", language);
        };
    }

    private ByteBuf problem(int status, String code, Locale language) {
        ProblemBody body =
                new ProblemBody(
                        URI.create("urn:maltan:problem:" + code),
                        text(code + ".title", language),
                        status,
                        text(code + ".detail", language),
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
