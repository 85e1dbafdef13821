package io.maltan.gateway;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.maltan.platform.testing.TestTokens;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.util.unit.DataSize;

/** Many uploads to a service that takes connections and reads nothing: 80 MB without bounds. */
@TestPropertySource(
        properties = {
            "maltan.gateway.traffic.ordinary.response=3s",
            "maltan.gateway.traffic.bodies=4MB",
            "maltan.gateway.breaker.place.window=1000",
            "maltan.gateway.breaker.place.minimum-calls=1000"
        })
class UploadMemoryTests extends GatewayTest {

    private static final int SIZE = 10_000_000;
    private static final long ROOM = 16;
    private static final int UPLOADS = 100;
    private static final int MOST_ROUNDS = 1_500;

    /** {@code HTTP/1.1 503}. */
    private static final int STATUS_LINE = 12;

    private static final long PAUSE = 20_000_000;

    /** Stays for as long as the process: whoever runs the test again in it finds the same. */
    private static final ServerSocket FROZEN = frozen();

    private static ServerSocket frozen() {
        try {
            ServerSocket server = new ServerSocket();
            server.setReceiveBufferSize(1 << 14);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 2 * UPLOADS);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @DynamicPropertySource
    static void replicas(DynamicPropertyRegistry registry) {
        registry.add(
                "maltan.gateway.balancing.place.replicas",
                () -> "http://127.0.0.1:" + FROZEN.getLocalPort());
    }

    /** An upload goes on sending whatever it is answered. */
    private record Upload(SocketChannel channel, ByteBuffer statusLine) {

        /** Nothing more where it was refused and closed. */
        void send(ByteBuffer piece) {
            try {
                var _ = channel.write(piece);
            } catch (IOException e) {
                assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
            }
        }

        boolean isAnswered() throws IOException {
            var _ = statusLine.hasRemaining() ? channel.read(statusLine) : 0;
            return !statusLine.hasRemaining();
        }

        String status() {
            CharBuffer line = StandardCharsets.US_ASCII.decode(statusLine.duplicate().flip());
            return line.toString().replace("HTTP/1.1 ", "");
        }
    }

    /** Each sends all that is taken until all are answered: nobody waits for a sender. */
    @Test
    void holdsNoMoreThanThereIsRoomForBodies() throws IOException {
        long before = usedDirectMemory();
        List<Upload> uploads = new ArrayList<>();
        for (int i = 0; i < UPLOADS; i++) {
            uploads.add(begun());
        }
        ByteBuffer piece = ByteBuffer.allocate(1 << 16);
        long most = 0;
        int answered = 0;
        for (int round = 0; round < MOST_ROUNDS && answered < UPLOADS; round++) {
            answered = 0;
            for (Upload upload : uploads) {
                upload.send(piece.clear());
                answered += upload.isAnswered() ? 1 : 0;
            }
            LockSupport.parkNanos(PAUSE);
            most = Math.max(most, usedDirectMemory() - before);
        }
        for (Upload upload : uploads) {
            upload.channel().close();
        }
        assertThat(DataSize.ofBytes(most)).isLessThan(DataSize.ofMegabytes(20));
        assertThat(uploads.stream().collect(groupingBy(Upload::status, counting())))
                .containsOnly(entry("503", UPLOADS - ROOM), entry("504", ROOM));
    }

    private Upload begun() throws IOException {
        SocketChannel upload =
                SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        upload.write(
                ByteBuffer.wrap(
                        """
                        POST /api/v1/places/photos HTTP/1.1\r
                        Host: a\r
                        Authorization: Bearer %s\r
                        Content-Length: %d\r
                        \r
                        """
                                .formatted(TestTokens.user(UUID.randomUUID()), SIZE)
                                .getBytes(StandardCharsets.US_ASCII)));
        upload.configureBlocking(false);
        return new Upload(upload, ByteBuffer.allocate(STATUS_LINE));
    }

    private static long usedDirectMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
