package io.maltan.compose.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreePortsTests {

    @Test
    void nameThePortThatIsTakenAndWhoseItIs() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(FreePorts.complaints(Map.of("place", taken.getLocalPort())))
                    .containsExactly(
                            "Port %d (place) is taken by another program."
                                    .formatted(taken.getLocalPort()));
        }
    }

    @Test
    void nameThePortThatTwoClaim() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Map<String, Integer> wanted = new LinkedHashMap<>();
        wanted.put("gateway", free);
        wanted.put("redis", free);

        assertThat(FreePorts.complaints(wanted))
                .containsExactly("Port %d is claimed by gateway and by redis.".formatted(free));
    }
}
