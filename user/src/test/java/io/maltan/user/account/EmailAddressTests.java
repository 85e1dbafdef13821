package io.maltan.user.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTests {

    @Test
    void isTrimmedAndInLowerCase() {
        assertThat(EmailAddress.parse("  Minji.Kim+town@Example.ORG "))
                .contains(new EmailAddress("minji.kim+town@example.org"));
    }

    @Test
    void isTheSameHoweverItIsTyped() {
        assertThat(EmailAddress.parse("Minji＠example.ｏｒｇ"))
                .contains(new EmailAddress("minji@example.org"));
        assertThat(EmailAddress.parse("ame\u0301lie@example.org"))
                .isEqualTo(EmailAddress.parse("am\u00e9lie@example.org"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a@b", "admin@maltan.local", "사용자@한국.kr", "o'brien@example.org"})
    void takesWhatMailServersTake(String text) {
        assertThat(EmailAddress.parse(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "minji",
                "@example.org",
                "minji@",
                "a b@example.org",
                "a@b@c",
                "a@-b.org",
                "a@b..org",
                "a\n@example.org",
                "a\u0000@example.org",
                "\u202eminji@example.org",
                "min\u200bji@example.org",
                "<a>@example.org"
            })
    void refusesWhatIsNoAddress(String text) {
        assertThat(EmailAddress.parse(text)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(EmailAddress.parse("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.parse("a@" + "b".repeat(400_000))).isEmpty();
    }
}
