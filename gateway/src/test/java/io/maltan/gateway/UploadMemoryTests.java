package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestTokens;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private static final long ROUNDS = 120;
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

    @Test
    void holdsNoMoreThanThereIsRoomForBodies() throws IOException {
        long before = usedDirectMemory();
        List<SocketChannel> uploads = new ArrayList<>();
        for (int i = 0; i < UPLOADS; i++) {
            uploads.add(begun());
        }
        ByteBuffer piece = ByteBuffer.allocate(1 << 16);
        long most = 0;
        for (int round = 0; round < ROUNDS; round++) {
            for (SocketChannel upload : uploads) {
                write(upload, piece.clear());
            }
            LockSupport.parkNanos(PAUSE);
            most = Math.max(most, usedDirectMemory() - before);
        }
        assertThat(DataSize.ofBytes(most)).isLessThan(DataSize.ofMegabytes(20));
        // On a busy machine this test may be who was waited for: 408.
        Map<String, Long> statuses = statusesOf(uploads);
        assertThat(statuses).containsKey("504").containsEntry("503", UPLOADS - ROOM);
        assertThat(statuses.keySet()).isSubsetOf("503", "504", "408");
    }

    /** What each is answered: some have no room, of the others nothing is taken. */
    private static Map<String, Long> statusesOf(List<SocketChannel> uploads) throws IOException {
        Map<String, Long> statuses = new HashMap<>();
        for (SocketChannel upload : uploads) {
            upload.configureBlocking(true);
            ByteBuffer head = ByteBuffer.allocate(12);
            while (head.hasRemaining() && upload.read(head) > 0) {}
            upload.close();
            String line = new String(head.array(), StandardCharsets.US_ASCII);
            statuses.merge(line.substring(9).strip(), 1L, Long::sum);
        }
        return statuses;
    }

    private SocketChannel begun() throws IOException {
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
        return upload;
    }

    /** Nothing more where it was refused and closed. */
    private static void write(SocketChannel upload, ByteBuffer piece) {
        try {
            var _ = upload.write(piece);
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("Broken pipe|Connection reset.*");
        }
    }

    private static long usedDirectMemory() {
        return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT)
                .metric()
                .usedDirectMemory();
    }
}
