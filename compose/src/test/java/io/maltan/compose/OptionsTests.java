package io.maltan.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTests {

    @Test
    void startsPlainlyWithoutOptions() {
        assertThat(Options.parse()).isEqualTo(new Options(false, false));
    }

    @Test
    void knowsEachOption() {
        assertThat(Options.parse("--demo", "--fresh")).isEqualTo(new Options(true, true));
    }

    @Test
    void refusesAnUnknownOption() {
        assertThatThrownBy(() -> Options.parse("--demo", "--clean"))
                .isInstanceOf(UnknownOption.class)
                .hasMessageContaining("--clean");
    }
}
