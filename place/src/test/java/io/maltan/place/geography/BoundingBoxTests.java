package io.maltan.place.geography;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.maltan.platform.problem.Invalid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundingBoxTests {

    @Test
    void crossesTheAntimeridianWhereWestIsGreaterThanEast() {
        BoundingBox fiji = BoundingBox.parse("177,-20,-178,-15");

        assertThat(fiji.contains(-17, 179)).isTrue();
        assertThat(fiji.contains(-17, -179)).isTrue();
        assertThat(fiji.contains(-17, 0)).isFalse();
        assertThat(fiji.parts()).hasSize(2);
        assertThat(fiji.widthDegrees()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-180,-20,-179.9,-15",
                "179.9,-20,180,-15",
                "179.9,-20,-179.9,-15",
                "-180,-20,-180,-15",
                "180,-20,-180,-15",
                "-180,-90,180,90"
            })
    void theAntimeridianHasTwoNames(String text) {
        BoundingBox box = BoundingBox.parse(text);

        for (double lon : new double[] {180, -180}) {
            assertThat(box.contains(-17, lon)).isTrue();
            assertThat(box.parts())
                    .anyMatch(part -> part.west() <= lon && lon <= part.east())
                    .hasSizeLessThan(3);
        }
        assertThat(BoundingBox.parse("-179.9,-20,179.9,-15").contains(-17, 180)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,2,3",
                "1,2,3,4,5",
                "a,b,c,d",
                "NaN,0,1,1",
                "0,0,Infinity,1",
                "0,2,1,1",
                "-181,0,0,1",
                "0,-91,1,1"
            })
    void refusesWhatIsNoBox(String text) {
        assertThatThrownBy(() -> BoundingBox.parse(text)).isInstanceOf(Invalid.class);
    }

    @Test
    void measuresTheSphere() {
        Coordinates seoul = new Coordinates(37.5665, 126.9780);
        Coordinates busan = new Coordinates(35.1796, 129.0756);

        assertThat(seoul.metresTo(busan)).isCloseTo(325_000, within(1_500.0));
        assertThat(Coordinates.metresOfChord(Coordinates.chordOf(50_000)))
                .isCloseTo(50_000, within(1e-3));
    }
}
