package io.maltan.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapRoomTests {

    private static final long MEBIBYTE = 1 << 20;

    @ParameterizedTest
    @CsvSource({"64, 477", "90, 921", "96, 1000"})
    void letsInAsManyAsFit(long heap, int streams) {
        assertThat(HeapRoom.fitting("streams", 1000, 0.5, heap * MEBIBYTE)).isEqualTo(streams);
    }

    @Test
    void letsInOneInAHeapThatIsFarTooSmall() {
        assertThat(HeapRoom.fitting("streams", 1000, 0.5, MEBIBYTE)).isEqualTo(1);
    }
}
