package io.maltan.community.post;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PostDraftTests {

    @Test
    void becomesContent() {
        PostContent content = draft(" 망원시장 ", "가 봤어요", "review", "11440").toContent();

        assertThat(content)
                .isEqualTo(
                        new PostContent(
                                "망원시장", "가 봤어요", Category.REVIEW, "11440", null, List.of()));
    }

    @Test
    void aMeetupNeedsAPlan() {
        assertRefused(draft("Tea", "at four", "meetup", null), "meetup", "required");
    }

    @Test
    void unknownCategoriesAreRefused() {
        assertRefused(draft("Tea", "at four", "FREE", null), "category", "one_of");
    }

    @Test
    void regionsHaveAForm() {
        assertRefused(draft("Tea", "at four", "free", "11 440"), "region", "format");
    }

    @Test
    void everythingIsMissing() {
        assertThatThrownBy(() -> draft(null, null, null, null).toContent())
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid ->
                                assertThat(invalid.violations())
                                        .extracting(FieldViolation::field)
                                        .containsExactlyInAnyOrder("title", "body", "category"));
    }

    private static void assertRefused(PostDraft draft, String field, String rule) {
        assertThatThrownBy(draft::toContent)
                .isInstanceOfSatisfying(
                        Invalid.class,
                        invalid ->
                                assertThat(invalid.violations())
                                        .extracting(FieldViolation::field, FieldViolation::rule)
                                        .containsExactly(
                                                org.assertj.core.groups.Tuple.tuple(field, rule)));
    }

    private static PostDraft draft(
            @Nullable String title,
            @Nullable String body,
            @Nullable String category,
            @Nullable String region) {
        return new PostDraft(title, body, category, region, null, null, null);
    }
}
