package io.maltan.user.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class Argon2Tests {

    private final Argon2 argon2 = new Argon2(new Argon2Hash.Price(1_024, 2, 1), 1);
    private final Argon2PasswordEncoder other = new Argon2PasswordEncoder(16, 32, 1, 1_024, 2);

    @ParameterizedTest
    @ValueSource(strings = {"han-river-picnic", "비밀번호입니다", "🌊🌊🌊🌊🌊🌊🌊🌊", "a"})
    void agreesWithAnotherImplementation(String password) {
        assertThat(other.matches(password, argon2.hash(password))).isTrue();
        assertThat(argon2.matches(password, other.encode(password))).isTrue();
        assertThat(argon2.matches(password + " ", other.encode(password))).isFalse();
    }

    @Test
    void checksHashesOfOtherPrices() {
        String dearer = new Argon2PasswordEncoder(16, 32, 2, 4_096, 3).encode("han-river-picnic");

        assertThat(argon2.matches("han-river-picnic", dearer)).isTrue();
        assertThat(argon2.isOutdated(dearer)).isTrue();
        assertThat(argon2.isOutdated(argon2.hash("han-river-picnic"))).isFalse();
    }

    @Test
    void memoryThatIsUsedAgainChangesNothing() {
        String first = argon2.hash("han-river-picnic");
        for (int i = 0; i < 5; i++) {
            assertThat(argon2.matches("another-" + i, first)).isFalse();
            assertThat(argon2.matches("han-river-picnic", first)).isTrue();
        }
    }

    @Test
    void nothingMatchesTheDecoy() {
        assertThat(argon2.matches("han-river-picnic", argon2.decoy())).isFalse();
        assertThat(argon2.isOutdated(argon2.decoy())).isFalse();
    }

    @Test
    void refusesWhatIsNoHash() {
        assertThatThrownBy(
                        () -> argon2.matches("han-river-picnic", "$argon2i$v=19$m=1,t=1,p=1$a$b"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
