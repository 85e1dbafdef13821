package io.maltan.compose.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortsTests {

    @Test
    void areTheDocumentedOnesByDefault() {
        Ports ports = Ports.from(Map.of());

        assertThat(ports.service(0)).isEqualTo(8080);
        assertThat(ports.service(4)).isEqualTo(8084);
        assertThat(ports.management(0)).isEqualTo(9080);
        assertThat(ports.postgres()).isEqualTo(8085);
        assertThat(ports.redis()).isEqualTo(8086);
    }

    @Test
    void moveTogetherWithTheBase() {
        Ports ports = Ports.from(Map.of("MALTAN_BASE_PORT", "27000"));

        assertThat(ports.gateway()).isEqualTo(27_000);
        assertThat(ports.service(2)).isEqualTo(27_002);
        assertThat(ports.management(2)).isEqualTo(28_002);
        assertThat(ports.redis()).isEqualTo(27_006);
    }

    @Test
    void moveTheGatewayAlone() {
        Ports ports = Ports.from(Map.of("MALTAN_PORT", "80"));

        assertThat(ports.service(0)).isEqualTo(80);
        assertThat(ports.service(1)).isEqualTo(8081);
        assertThat(ports.management(0)).isEqualTo(9080);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "65536", "http", "80 80"})
    void refuseWhatIsNoPort(String text) {
        assertThatThrownBy(() -> Ports.from(Map.of("MALTAN_PORT", text)))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("MALTAN_PORT")
                .hasMessageContaining(text);
    }
}
