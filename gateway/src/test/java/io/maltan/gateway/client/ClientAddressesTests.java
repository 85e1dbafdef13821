package io.maltan.gateway.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;

class ClientAddressesTests {

    private final ClientAddresses addresses =
            new ClientAddresses(new ClientSettings(List.of("10.0.0.0/8", "fd00::1")));

    @ParameterizedTest
    @CsvSource({
        "203.0.113.1, 198.51.100.1, 203.0.113.1",
        "10.0.0.1, 198.51.100.1, 198.51.100.1",
        "10.0.0.1, '6.6.6.6, 198.51.100.1', 198.51.100.1",
        "10.0.0.1, '198.51.100.1, 10.9.9.9', 198.51.100.1",
        "10.0.0.1, 'nonsense', 10.0.0.1",
        "10.0.0.1, 'evil.example.com, 10.0.0.2', 10.0.0.2",
        "10.0.0.1, '10.0.0.3,10.0.0.2', 10.0.0.3",
    })
    void believesTrustedProxiesAlone(String peer, String forwarded, String expected) {
        MockServerHttpRequest request =
                MockServerHttpRequest.get("/")
                        .remoteAddress(new InetSocketAddress(peer, 40000))
                        .header("X-Forwarded-For", forwarded)
                        .build();

        assertThat(addresses.of(MockServerWebExchange.from(request)).getHostAddress())
                .isEqualTo(expected);
    }

    @Test
    void refusesSettingsThatAreNoAddresses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ClientAddresses(new ClientSettings(List.of("proxy.local"))));
    }
}
