package io.maltan.user.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientTests {

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:2:ffff:ffff:ffff:ffff",
        "2001:DB8:1:2::1, 2001:0db8:0001:0002:0:0:0:2",
        "::ffff:192.0.2.1, 192.0.2.1",
        "'203.0.113.9, 192.0.2.1', 192.0.2.1",
    })
    void countsAddressesOfOneNetworkTogether(String one, String other) {
        assertThat(networkOf(one)).isEqualTo(networkOf(other));
    }

    @ParameterizedTest
    @CsvSource({
        "2001:db8:1:2::1, 2001:db8:1:3::1",
        "192.0.2.1, 192.0.2.2",
        "unknown, 192.0.2.1",
    })
    void tellsNetworksApart(String one, String other) {
        assertThat(networkOf(one)).isNotEqualTo(networkOf(other));
    }

    @Test
    void goesByTheConnectionWhereNothingIsForwarded() {
        Client client =
                Client.of(
                        MockServerHttpRequest.post("/")
                                .remoteAddress(new InetSocketAddress("2001:db8:1:2::7", 5_000))
                                .build());

        assertThat(client.network()).isEqualTo(networkOf("2001:db8:1:2::1"));
    }

    private static String networkOf(String forwarded) {
        return Client.of(
                        MockServerHttpRequest.post("/")
                                .header("X-Forwarded-For", forwarded)
                                .build())
                .network();
    }
}
