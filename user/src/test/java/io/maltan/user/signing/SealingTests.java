package io.maltan.user.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SealingTests {

    private static final byte[] KEY = "a private key".getBytes(StandardCharsets.UTF_8);

    private final Sealing sealing = new Sealing("a-secret-for-tests-alone");

    @Test
    void opensWhatItSealed() {
        assertThat(sealing.open("one", sealing.seal("one", KEY))).isEqualTo(KEY);
    }

    @Test
    void sealsTheSameDifferentlyEachTime() {
        assertThat(sealing.seal("one", KEY)).isNotEqualTo(sealing.seal("one", KEY));
    }

    @Test
    void opensNothingWithAnotherSecret() {
        ByteBuffer sealed = sealing.seal("one", KEY);

        assertThatThrownBy(() -> new Sealing("another-secret-for-tests").open("one", sealed))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("MALTAN_KEY_SECRET");
    }

    @Test
    void opensNothingUnderAnotherName() {
        ByteBuffer sealed = sealing.seal("one", KEY);

        assertThatThrownBy(() -> sealing.open("two", sealed))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void settingsRefuseAShortSecretAndNeverShowIt() {
        assertThatThrownBy(() -> settings("short")).hasMessageContaining("MALTAN_KEY_SECRET");
        assertThat(settings("a-secret-for-tests-alone").toString()).doesNotContain("a-secret");
    }

    private static SigningSettings settings(String secret) {
        return new SigningSettings(
                secret,
                Duration.ofSeconds(10),
                Duration.ofDays(30),
                Duration.ofMinutes(10),
                Duration.ofMinutes(1),
                10);
    }
}
