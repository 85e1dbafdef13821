package io.maltan.user.password;

import static org.assertj.core.api.Assertions.assertThat;

import io.maltan.platform.problem.FieldViolation;
import java.text.Normalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTests {

    private final PasswordPolicy policy = new PasswordPolicy();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "password",
                "Password123",
                "12345678",
                "1Q2W3E4R",
                "tkfkdgo486",
                "ㅋㅋㅋㅋㅋㅋㅋㅋ",
                "ｐａｓｓｗｏｒｄ１２３",
                "ⓟⓐⓢⓢⓦⓞⓡⓓ",
                "aａaａaａaａ"
            })
    void refusesWhatIsGuessedFirst(String password) {
        assertThat(policy.violation("password", password))
                .map(FieldViolation::rule)
                .contains("common_password");
    }

    @Test
    void refusesFewerThanEightAndMoreThan128Characters() {
        assertThat(policy.violation("password", "Zx8!kq2")).isPresent();
        assertThat(policy.violation("password", "Zx8!kq2p")).isEmpty();
        assertThat(policy.violation("password", "ab".repeat(64))).isEmpty();
        assertThat(policy.violation("password", "ab".repeat(64) + "c")).isPresent();
    }

    @Test
    void countsSyllablesAlikeHoweverTheyAreTyped() {
        String syllables = "한강에서";
        String jamo = Normalizer.normalize(syllables, Normalizer.Form.NFD);
        assertThat(jamo).hasSizeGreaterThan(8);
        assertThat(policy.violation("password", syllables)).isPresent();
        assertThat(policy.violation("password", jamo)).isPresent();
    }

    @Test
    void refusesHalvesOfCharacters() {
        assertThat(policy.violation("password", "han-river-\ud83c"))
                .map(FieldViolation::rule)
                .contains("text");
        assertThat(policy.violation("password", "han-river-\ud83c\udf0a")).isEmpty();
    }

    @Test
    void takesWordsOfAnyLanguage() {
        assertThat(policy.violation("password", "한강 옆 돗자리에서 치킨")).isEmpty();
    }
}
