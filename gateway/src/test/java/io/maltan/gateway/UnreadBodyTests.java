package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestTokens;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import reactor.core.publisher.Mono;

/** A request whose body was not read leaves its connection as good as new. */
class UnreadBodyTests extends GatewayTest {

    private static final String ECHO = "/api/v1/users/echo";
    private static final int ROUNDS = 60;
    private static final int TIME_LIMIT_MILLIS = 9_000;

    private final Random random = new Random(7);

    @RepeatedTest(3)
    void theNextRequestOnTheConnectionIsAnswered() throws IOException {
        Services.USER.answer(
                ECHO,
                (request, response) ->
                        request.receive()
                                .aggregate()
                                .asString()
                                .defaultIfEmpty("nothing")
                                .flatMap(body -> response.sendString(Mono.just(body)).then()));
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIME_LIMIT_MILLIS);
            socket.setTcpNoDelay(true);
            OutputStream out = socket.getOutputStream();
            BufferedReader in =
                    new BufferedReader(
                            new InputStreamReader(
                                    socket.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = random.nextInt(3); i > 0; i--) {
                    send(out, "not.a.token", "x".repeat(1 + random.nextInt(3_000)));
                    assertThat(read(in)).startsWith("401");
                }
                String body = "round " + round;
                send(out, TestTokens.user(UUID.randomUUID()), body);
                assertThat(read(in)).isEqualTo("200 " + body);
            }
        }
    }

    /** Sometimes at once, sometimes the body a little later, sometimes in pieces. */
    private void send(OutputStream out, String token, String body) throws IOException {
        String head =
                "POST %s HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n"
                        .formatted(ECHO, token, body.length());
        int style = random.nextInt(4);
        if (style == 0) {
            write(out, head + body);
            return;
        }
        write(out, head);
        if (style >= 2) {
            LockSupport.parkNanos(random.nextInt(3_000_000));
        }
        int half = style == 3 ? body.length() / 2 : 0;
        write(out, body.substring(0, half));
        LockSupport.parkNanos(half == 0 ? 0 : random.nextInt(1_000_000));
        write(out, body.substring(half));
    }

    private static void write(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    /** Status and, of a 200, the body. */
    private static String read(BufferedReader in) throws IOException {
        String status = in.readLine();
        assertThat(status).isNotNull();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(line.substring(15).trim());
            }
            if (line.toLowerCase(Locale.ROOT).startsWith("transfer-encoding:")) {
                length = -1;
            }
        }
        String body = length < 0 ? readChunks(in) : readExactly(in, length);
        return status.substring(9, 12) + " " + body;
    }

    private static String readChunks(BufferedReader in) throws IOException {
        StringBuilder body = new StringBuilder();
        for (int size = Integer.parseInt(in.readLine(), 16);
                size > 0;
                size = Integer.parseInt(in.readLine(), 16)) {
            body.append(readExactly(in, size));
            assertThat(in.readLine()).isEmpty();
        }
        assertThat(in.readLine()).isEmpty();
        return body.toString();
    }

    private static String readExactly(BufferedReader in, int length) throws IOException {
        char[] body = new char[length];
        for (int got = 0; got < length; ) {
            int more = in.read(body, got, length - got);
            assertThat(more).isPositive();
            got += more;
        }
        return new String(body);
    }
}
