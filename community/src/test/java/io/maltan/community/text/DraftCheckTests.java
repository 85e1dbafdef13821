package io.maltan.community.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DraftCheckTests {

    private final DraftCheck check = new DraftCheck();

    @ParameterizedTest
    @ValueSource(strings = {"a\u0000b", "a\u0007b", "a\ud800b", "a\udc00", "a\u007fb", "a\u0085b"})
    void refusesControlCharactersAndHalfSurrogates(String text) {
        String _ = check.lines("body", text, 100);

        assertThat(violation())
                .extracting(FieldViolation::field, FieldViolation::rule)
                .containsExactly("body", "text");
    }

    @Test
    void aTitleHasOneLine() {
        String _ = check.line("title", "one\ntwo", 100);

        assertThat(violation().rule()).isEqualTo("text");
    }

    @Test
    void aBodyHasSeveral() {
        String _ = check.lines("body", "one\r\n\ttwo", 100);

        assertThatCode(check::done).doesNotThrowAnyException();
    }

    @Test
    void linesEndInOneWay() {
        assertThat(check.lines("body", "a\rb\r\nc\n\rd\r", 100)).isEqualTo("a\nb\nc\n\nd");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u3164",
                "\u200b",
                "\u00a0\u3000",
                "\u00ad\ufe0f",
                "\u1160 \u2800",
                "\u0301"
            })
    void refusesWhatNobodyCanSee(String text) {
        String _ = check.line("title", text, 100);

        assertThat(violation().rule()).isEqualTo("required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"가", "☕️", "👨‍👩‍👧", "ᄒ", ".", "\u0915\u093f"})
    void takesWhateverCanBeSeen(String text) {
        assertThat(check.line("title", text, 100)).isEqualTo(text);
        assertThatCode(check::done).doesNotThrowAnyException();
    }

    @Test
    void countsCharactersAsPeopleDo() {
        assertThat(check.line("title", "😀".repeat(200), 200)).hasSize(400);
        assertThatCode(check::done).doesNotThrowAnyException();
    }

    @Test
    void namesEverythingThatIsWrong() {
        String title = check.line("title", "  ", 200);
        String body = check.lines("body", "x".repeat(11), 10);

        assertThatThrownBy(check::done)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid ->
                                assertThat(invalid.violations())
                                        .extracting(FieldViolation::field)
                                        .containsExactly("title", "body"));
        assertThat(title).isEmpty();
        assertThat(body).hasSize(11);
    }

    private FieldViolation violation() {
        try {
            check.done();
        } catch (Invalid invalid) {
            return invalid.violations().getFirst();
        }
        throw new AssertionError("nothing was found wrong");
    }
}
