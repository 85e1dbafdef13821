package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.test.context.TestPropertySource;

/** What one reader could understand otherwise than the next: 400, and the connection is closed. */
@TestPropertySource(
        properties = {
            "MALTAN_RATE_LIMITS=shadow",
            "maltan.gateway.client.trusted-proxies=127.0.0.0/8,::1"
        })
class SmugglingTests extends GatewayTest {

    private static final String SMUGGLED =
            "GET /api/v1/places/smuggled HTTP/1.1\r\nHost: a\r\n\r\n";
    private static final String CHUNKED_BODY = "0\r\n\r\n";

    /** Answered at once, before what follows it is looked at. */
    private static final String PREFLIGHT =
            String.join(
                    "\r\n",
                    "OPTIONS /health HTTP/1.1",
                    "Host: a",
                    "Origin: http://localhost:3000",
                    "Access-Control-Request-Method: GET",
                    "Transfer-Encoding: chunked",
                    "",
                    "");

    static Stream<Arguments> forms() {
        return Stream.of(
                form("length and chunks", post("Content-Length: 5", "Transfer-Encoding: chunked")),
                form("chunks and length", post("Transfer-Encoding: chunked", "Content-Length: 5")),
                form("two lengths", post("Content-Length: 5", "Content-Length: 6")),
                form("two equal lengths", post("Content-Length: 5", "Content-Length: 5")),
                form("a list of lengths", post("Content-Length: 5, 5")),
                form("a signed length", post("Content-Length: +5")),
                form("a negative length", post("Content-Length: -5")),
                form("a hexadecimal length", post("Content-Length: 0x5")),
                form("a length that is no number", post("Content-Length: 5a")),
                form("an empty length", post("Content-Length:")),
                form("a huge length", post("Content-Length: 99999999999999999999")),
                form("an unknown coding", post("Transfer-Encoding: xchunked")),
                form("a list of codings", post("Transfer-Encoding: gzip, chunked")),
                form("identity", post("Transfer-Encoding: identity")),
                form("chunked twice", post("Transfer-Encoding: chunked, chunked")),
                form(
                        "two codings",
                        post("Transfer-Encoding: chunked", "Transfer-Encoding: identity")),
                form("a quoted coding", post("Transfer-Encoding: \"chunked\"")),
                form("a vertical tab", post("Transfer-Encoding: \u000bchunked")),
                form("a space before the colon", post("Transfer-Encoding : chunked")),
                form("a tab before the colon", post("Content-Length\t: 5")),
                form("a space before the name", post(" Transfer-Encoding: chunked")),
                form("a folded coding", post("Transfer-Encoding:\r\n chunked")),
                form("a folded header", post("X-Folded: a\r\n b", "Content-Length: 5")),
                form("an underscore", post("Transfer_Encoding: chunked", "Content-Length: 5")),
                form("an underscore in length", post("Content_Length: 5")),
                form("a name that is empty", post(": x", "Content-Length: 5")),
                form("a name with a space", post("X Y: x", "Content-Length: 5")),
                form("a line without a colon", post("Nonsense", "Content-Length: 5")),
                form("a bare line feed", post("X: a\nTransfer-Encoding: chunked")),
                form("a bare carriage return", post("X: a\rTransfer-Encoding: chunked")),
                form("a zero byte", post("X: a\0b", "Content-Length: 5")),
                form("a chunk size with a sign", chunks("+5\r\nhello\r\n")),
                form("a chunk size in hexadecimal notation", chunks("0x5\r\nhello\r\n")),
                form("a chunk size with a space before", chunks(" 5\r\nhello\r\n")),
                form("a chunk size that overflows", chunks("100000005\r\nhello\r\n")),
                form("a huge chunk size", chunks("ffffffffffffffffff\r\nhello\r\n")),
                form("a negative chunk size", chunks("-5\r\nhello\r\n")),
                form("a chunk without its end", chunks("5\r\nhelloX\r\n")),
                form("a chunk with a bare line feed", chunks("5\nhello\n")),
                form("a chunk extension with a bare line feed", chunks("5;a\nb\r\nhello\r\n")),
                form("a size that is no number", chunks("five\r\nhello\r\n")),
                form(
                        "chunks in HTTP/1.0",
                        "POST /api/v1/places HTTP/1.0\r\nHost: a\r\n"
                                + "Transfer-Encoding: chunked\r\n\r\n"
                                + CHUNKED_BODY),
                form("no host", "GET /api/v1/places HTTP/1.1\r\n\r\n"),
                form("an empty host", get("Host:")),
                form("two hosts", get("Host: a", "Host: b")),
                form("two equal hosts", get("Host: a", "Host: a")),
                form("a host with a path", get("Host: a/b")),
                form("a host with a user", get("Host: x@a")),
                form("a list of hosts", get("Host: a, b")),
                form(
                        "an absolute target",
                        "GET http://a/api/v1/places HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("an authority target", "GET a:80 HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("an asterisk", "GET * HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a fragment", "GET /api/v1/places#x HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("two spaces", "GET  /api/v1/places HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a tab", "GET\t/api/v1/places HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a space in the target", "GET /api/v1/pl aces HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a bar in the target", "GET /api/v1/pl|aces HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a brace in the query", "GET /api/v1/places?q={ HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a bracket in the path", "GET /api/v1/pl[aces HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("half an encoding", "GET /api/v1/places?q=% HTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a false encoding", "GET /api/v1/pl%zzaces HTTP/1.1\r\nHost: a\r\n\r\n"),
                form(
                        "two credentials of one kind",
                        get("Host: a", "Authorization: Bearer a", "Authorization: Bearer b")),
                form("no version", "GET /api/v1/places\r\nHost: a\r\n\r\n"),
                form("another version", "GET /api/v1/places HTTP/1.2\r\nHost: a\r\n\r\n"),
                form("version two", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
                form("another protocol", "GET /api/v1/places XTTP/1.1\r\nHost: a\r\n\r\n"),
                form("a method that is no token", "G(T /api/v1/places HTTP/1.1\r\nHost: a\r\n\r\n"),
                form(
                        "letters of another alphabet",
                        "GET /api/v1/pl\u00e4ces HTTP/1.1\r\nHost: a\r\n\r\n"));
    }

    private static Arguments form(String name, String request) {
        return Arguments.of(name, request);
    }

    private static String get(String... headers) {
        return "GET /api/v1/places HTTP/1.1\r\n" + String.join("\r\n", headers) + "\r\n\r\n";
    }

    private static String post(String... headers) {
        return "POST /api/v1/places HTTP/1.1\r\nHost: a\r\n"
                + String.join("\r\n", headers)
                + "\r\n\r\n"
                + CHUNKED_BODY;
    }

    private static String chunks(String body) {
        return "POST /api/v1/places HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                + body
                + CHUNKED_BODY;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void refuses(String name, String request) {
        String answer = raw(request + SMUGGLED);

        assertThat(answer).matches("(?s)HTTP/1.[01] 400 .*");
        assertThat(answer).containsIgnoringCase("application/problem+json").contains("traceId");
        assertThat(answer.split("HTTP/1\\.[01] ", -1)).hasSize(2);
        assertThat(Services.PLACE.received("/api/v1/places/smuggled")).isEmpty();
    }

    /** Nor is one that comes in the same packet as the end of a body in chunks. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void refusesBehindChunks(String name, String request) {
        String answer = raw(PREFLIGHT + CHUNKED_BODY + request + SMUGGLED);

        assertThat(answer.split("HTTP/1\\.[01] 2", -1)).hasSizeLessThanOrEqualTo(2);
        assertThat(answer.split("HTTP/1\\.[01] ", -1)).hasSizeLessThanOrEqualTo(3);
        assertThat(Services.PLACE.received("/api/v1/places/smuggled")).isEmpty();
    }

    /** The second of two on a connection is not served either, whether or not it is answered. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("forms")
    void refusesBehindAnother(String name, String request) {
        String answer = raw("GET /health HTTP/1.1\r\nHost: a\r\n\r\n" + request + SMUGGLED);

        assertThat(answer.split("HTTP/1\\.[01] 2", -1)).hasSizeLessThanOrEqualTo(2);
        assertThat(answer.split("HTTP/1\\.[01] ", -1)).hasSizeLessThanOrEqualTo(3);
        assertThat(Services.PLACE.received("/api/v1/places/smuggled")).isEmpty();
    }
}
