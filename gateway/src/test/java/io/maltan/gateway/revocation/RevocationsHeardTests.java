package io.maltan.gateway.revocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

class RevocationsHeardTests {

    private final RevokedSessions sessions = new RevokedSessions();

    @Test
    void waitForTheFirstAnswerThoughItNamesNobody() {
        RevocationsHeard heard = patient(Duration.ofMinutes(10));
        assertThat(heard.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        sessions.replace(Revocations.NONE);
        assertThat(heard.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void doNotWaitForEver() {
        assertThat(patient(Duration.ZERO).health().getStatus()).isEqualTo(Status.UP);
    }

    private RevocationsHeard patient(Duration patience) {
        return new RevocationsHeard(
                sessions,
                new RevocationSettings(Duration.ofSeconds(2), Duration.ofSeconds(2), patience, 10));
    }
}
