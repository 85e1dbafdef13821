package io.maltan.place.region;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.place.geography.Coordinates;
import io.maltan.platform.problem.Unavailable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsTests {

    private static Regions bundled() throws IOException {
        Regions regions = new Regions();
        regions.replace(RegionFile.bundled(), 0);
        return regions;
    }

    @ParameterizedTest
    @CsvSource({
        "37.4979, 127.0276, 서초구",
        "37.5796, 126.9770, 종로구",
        "37.5133, 127.1001, 송파구",
        "35.1587, 129.1604, 해운대구",
        "33.4587, 126.9425, 서귀포시",
        "37.7519, 128.8761, 강릉시",
        "37.2636, 127.0286, 수원시팔달구",
        "35.8150, 127.1530, 전주시완산구",
        "37.2411, 131.8645, 울릉군",
    })
    void assignsKnownPlaces(double lat, double lon, String name) throws IOException {
        assertThat(bundled().at(new Coordinates(lat, lon)).map(Region::ko)).contains(name);
    }

    @ParameterizedTest
    @CsvSource({"42.5063, 1.5218", "35.6762, 139.6503", "39.0392, 125.7625", "36.5, 131.0"})
    void elsewhereIsNoRegion(double lat, double lon) throws IOException {
        assertThat(bundled().at(new Coordinates(lat, lon))).isEmpty();
    }

    @Test
    void knowsSeventeenProvincesAndTheirParts() throws IOException {
        Regions regions = bundled();

        assertThat(regions.below(null)).hasSize(17);
        assertThat(regions.below("11")).hasSize(25);
        assertThat(regions.subtree("11")).hasSize(26);
        assertThat(regions.below("39")).extracting(Region::ko).containsExactly("제주시", "서귀포시");
    }

    @Test
    void areUnknownBeforeTheDatabaseHasToldThem() throws IOException {
        Regions regions = new Regions();
        assertThatThrownBy(() -> regions.at(new Coordinates(37.5, 127)))
                .isInstanceOf(Unavailable.class);
        regions.replace(RegionFile.bundled(), 3);
        regions.replace(new RegionTree(List.of(), where -> Optional.empty()), 2);
        assertThat(regions.version()).isEqualTo(3);
        assertThat(regions.at(new Coordinates(37.5, 127))).isPresent();
    }
}
