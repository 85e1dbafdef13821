package io.maltan.place.category;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.platform.problem.Invalid;
import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoriesTests {

    private final Categories categories = read();

    private static Categories read() {
        try {
            return CategoryFile.categories();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "amenity=cafe, cafe.coffee",
        "amenity=restaurant, food.restaurant",
        "amenity=restaurant+cuisine=korean, food.korean",
        "amenity=restaurant+cuisine=bbq;korean, food.korean",
        "amenity=restaurant+cuisine=martian, food.restaurant",
        "shop=bakery, food.bakery",
        "shop=something_odd, shop.other",
        "tourism=hotel, lodging.hotel",
        "tourism=museum+building=yes, culture.museum",
        "historic=castle, sight.palace",
        "historic=unheard_of, sight.ruins",
        "tourism=museum+historic=yes, culture.museum",
        "natural=peak, nature.peak",
        "amenity=place_of_worship+religion=buddhist, culture.temple",
        "amenity=place_of_worship+religion=christian+historic=church, culture.church",
        "office=lawyer, service.office",
        "amenity=bank+office=financial, service.bank",
        "railway=station, transport.station",
    })
    void readsTagsAsPeopleWouldExpect(String tags, String category) {
        assertThat(categories.ofTags(toTags(tags)).map(Category::code)).contains(category);
    }

    @ParameterizedTest
    @CsvSource({"amenity=bench", "highway=residential", "building=yes", "natural=tree"})
    void whatIsNoPlaceHasNoCategory(String tags) {
        assertThat(categories.ofTags(toTags(tags))).isEmpty();
    }

    private static Map<String, String> toTags(String text) {
        return Stream.of(text.split("\\+", -1))
                .map(tag -> tag.split("=", -1))
                .collect(Collectors.toMap(tag -> tag[0], tag -> tag[1]));
    }

    @Test
    void aSubtreeHoldsAParentAndItsChildren() {
        assertThat(categories.subtree("cafe"))
                .containsExactly("cafe", "cafe.coffee", "cafe.tea", "cafe.internet");
        assertThatThrownBy(() -> categories.subtree("nonsense")).isInstanceOf(Invalid.class);
    }

    @Test
    void thereAreAtLeastSixtyWithNamesInBothLanguages() {
        assertThat(categories.all()).hasSizeGreaterThan(60);
        assertThat(categories.all())
                .allSatisfy(category -> {
                    assertThat(category.ko()).isNotBlank();
                    assertThat(category.en()).isNotBlank();
                });
        assertThat(categories.all()).extracting(Category::code).doesNotHaveDuplicates();
    }
}
