package io.maltan.compose.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class TownTests {

    private static final Path CATEGORIES = Path.of("../place/src/main/resources/categories.yaml");
    private static final Path REGIONS = Path.of("../place/src/main/resources/regions.yaml");

    private final List<DemoPlace> places = Town.places();

    @Test
    void isTheSameEachTime() {
        assertThat(Town.places()).isEqualTo(places).hasSize(Town.PLACES);
        assertThat(DemoPerson.all(places)).isEqualTo(DemoPerson.all(places));
    }

    @Test
    void saysWhatIsInvented() {
        assertThat(places.stream().filter(place -> place.id().startsWith("generated-")))
                .hasSize(Town.PLACES - Landmark.all().size())
                .allMatch(place -> place.address().contains("generated demo data"));
    }

    @Test
    void namesEachPlaceDifferently() {
        assertThat(places.stream().map(DemoPlace::korean)).doesNotHaveDuplicates();
    }

    @Test
    void liesInSeoulAndItsDistricts() {
        assertThat(places)
                .allMatch(place -> place.latitude() > 37.41 && place.latitude() < 37.72)
                .allMatch(place -> place.longitude() > 126.75 && place.longitude() < 127.20);
        assertThat(places.stream().map(DemoPlace::district).collect(Collectors.toSet()))
                .hasSize(25);
    }

    @Test
    void usesCategoriesAndRegionsThatExist() throws IOException {
        String categories = Files.readString(CATEGORIES);
        String regions = Files.readString(REGIONS);

        assertThat(places.stream().map(DemoPlace::category).collect(Collectors.toSet()))
                .allMatch(code -> categories.contains("{code: %s,".formatted(code)));
        assertThat(District.all())
                .allMatch(district ->
                        regions.contains(
                                "code: '%s', ko: %s, en: %s,"
                                        .formatted(
                                                district.code(),
                                                district.korean(),
                                                district.english())));
    }

    @Test
    void isAsBigAsPromised() {
        List<DemoPerson> people = DemoPerson.all(places);
        Set<String> tastes =
                people.stream()
                        .flatMap(person -> person.tastes().stream())
                        .collect(Collectors.toSet());
        long posts =
                people.stream()
                        .flatMap(person -> person.deeds().stream())
                        .filter(deed -> deed.kind() == DeedKind.POST)
                        .count();

        assertThat(people).hasSize(500);
        assertThat(tastes).hasSizeGreaterThan(5);
        assertThat(posts).isBetween(250L, 350L);
    }
}
