package io.maltan.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.testing.TestTokens;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Sessions that are over, more of them than anybody would think. */
class RevocationTests extends GatewayTest {

    private static final int MANY = 100_000;
    private static final int OK = 200;
    private static final int UNAUTHORISED = 401;

    @Autowired MeterRegistry meters;

    @AfterEach
    void nobodyIsRevoked() {
        Services.USER.answerRevoked(0);
    }

    @Test
    void oneOfAHundredThousandSessionsIsRefusedAndAllOthersAreNot() {
        UUID[] sessions = Stream.generate(UUID::randomUUID).limit(MANY).toArray(UUID[]::new);
        String revoked = tokenOf(sessions[MANY / 2]);
        assertThat(statusWith(revoked)).isEqualTo(OK);

        Services.USER.answerRevoked(0, sessions);

        awaitStatus(revoked, UNAUTHORISED);
        assertThat(statusWith(tokenOf(sessions[0]))).isEqualTo(UNAUTHORISED);
        assertThat(statusWith(tokenOf(UUID.randomUUID()))).isEqualTo(OK);
        assertThat(meters.get("maltan.gateway.revocations").gauge().value()).isEqualTo(MANY);
    }

    @Test
    void whereNotAllAreListedTokensAsOldAsTheirsAreRefusedUntilTheyAreRefreshed() {
        Instant ends = Instant.now().plusSeconds(30).truncatedTo(ChronoUnit.SECONDS);
        String old = TestTokens.expiringAt(UUID.randomUUID(), ends);
        String refreshed = TestTokens.expiringAt(UUID.randomUUID(), ends.plusSeconds(1));
        awaitStatus(old, OK);

        Services.USER.answerRevoked(ends.getEpochSecond(), UUID.randomUUID());

        awaitStatus(old, UNAUTHORISED);
        assertThat(statusWith(refreshed)).isEqualTo(OK);
    }
}
