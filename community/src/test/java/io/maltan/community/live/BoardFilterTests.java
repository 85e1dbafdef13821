package io.maltan.community.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.platform.problem.Invalid;
import org.junit.jupiter.api.Test;

class BoardFilterTests {

    @Test
    void withoutAFilterEverythingPasses() {
        assertThat(BoardFilter.of(null, null).admits(null, "free")).isTrue();
    }

    @Test
    void bothHaveToMatch() {
        BoardFilter filter = BoardFilter.of("11440", "info");

        assertThat(filter.admits("11440", "info")).isTrue();
        assertThat(filter.admits("11440", "free")).isFalse();
        assertThat(filter.admits(null, "info")).isFalse();
    }

    @Test
    void aRegionStandsForAllThatLiesWithin() {
        assertThat(BoardFilter.of("11", null).admits("1144053", "free")).isTrue();
        assertThat(BoardFilter.of("11440", null).admits("1144053", "free")).isTrue();
        assertThat(BoardFilter.of("11440", null).admits("11450", "free")).isFalse();
        assertThat(BoardFilter.of("114", null).admits("11440", "free")).isFalse();
    }

    @Test
    void nonsenseIsRefused() {
        assertThatThrownBy(() -> BoardFilter.of("a b", null)).isInstanceOf(Invalid.class);
        assertThatThrownBy(() -> BoardFilter.of(null, "party")).isInstanceOf(Invalid.class);
    }
}
