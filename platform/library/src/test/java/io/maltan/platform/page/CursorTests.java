package io.maltan.platform.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.maltan.platform.problem.Invalid;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CursorTests {

    @Test
    void saysWhatItWasMadeOf() {
        UUID id = UUID.randomUUID();
        Instant time = Instant.parse("2026-03-01T12:00:00.123456Z");

        Cursor read = Cursor.decode(Cursor.of(time, 0.5, id, "가").encoded());

        assertThat(read.instant(0)).isEqualTo(time);
        assertThat(read.decimal(1)).isEqualTo(0.5);
        assertThat(read.uuid(2)).isEqualTo(id);
        assertThat(read.text(3)).isEqualTo("가");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "yesterday"
            })
    void refusesATimeThatNoDatabaseHolds(String time) {
        Cursor made = Cursor.decode(Cursor.of(time).encoded());

        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> made.instant(0));
    }

    @Test
    void refusesTheCharacterThatNoDatabaseHolds() {
        String made = Cursor.of("a\0b").encoded();

        assertThatExceptionOfType(Invalid.class).isThrownBy(() -> Cursor.decode(made));
    }
}
