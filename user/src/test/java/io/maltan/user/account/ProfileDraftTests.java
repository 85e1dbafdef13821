package io.maltan.user.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileDraftTests {

    @Test
    void trimsTheNameAndDropsRepeatedCodes() {
        ProfileDraft draft =
                new ProfileDraft(" 민지 ", "ko", List.of("11110", "11110", "11140"), null);

        Profile profile = draft.toProfile();

        assertThat(profile)
                .isEqualTo(new Profile("민지", "ko", List.of("11110", "11140"), List.of()));
    }

    @Test
    void countsCharactersRatherThanCodeUnits() {
        assertThat(named("😀".repeat(50)).violations()).isEmpty();
        assertThat(named("😀".repeat(51)).violations()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "a\u0000b",
                "a\nb",
                "\u202Eevil",
                "a\u2028b",
                "\uD800",
                "\u200B",
                "\u3164",
                "a\uFEFFb",
                "\u0301"
            })
    void refusesNamesThatAreNoText(String name) {
        assertThat(named(name).violations())
                .extracting(FieldViolation::field)
                .containsExactly("displayName");
    }

    @ParameterizedTest
    @ValueSource(strings = {"👩‍🚀", "é", "ㅋ", "*", "7"})
    void takesWhateverCanBeSeen(String name) {
        assertThat(named(name).violations()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "korean", "KO", "ko_KR", "../../etc"})
    void refusesWhatIsNoLanguageTag(String language) {
        assertThat(new ProfileDraft("Minji", language, null, null).violations())
                .extracting(FieldViolation::field)
                .containsExactly("language");
    }

    @Test
    void namesEachCodeThatIsWrong() {
        ProfileDraft draft =
                new ProfileDraft("Minji", "ko", List.of("ok", "", "a b"), List.of("cafe"));

        assertThat(draft.violations())
                .extracting(FieldViolation::field)
                .containsExactly("preferredRegions[1]", "preferredRegions[2]");
    }

    @Test
    void takesAtMostFiftyCodes() {
        ProfileDraft draft = new ProfileDraft("Minji", "ko", null, Collections.nCopies(51, "cafe"));

        assertThatThrownBy(draft::toProfile).isInstanceOf(Invalid.class);
    }

    private static ProfileDraft named(String name) {
        return new ProfileDraft(name, "en", null, null);
    }
}
