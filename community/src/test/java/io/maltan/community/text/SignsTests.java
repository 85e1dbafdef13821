package io.maltan.community.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class SignsTests {

    private static final Mentioned.Person MINA =
            new Mentioned.Person(UUID.fromString("0190a000-0000-7000-8000-000000000001"), "민아");

    private final Markdown markdown = new Markdown();

    @Test
    void findsHashtagsOfAnyScript() {
        ParsedText text =
                markdown.parse(
                        "#강남맛집 **#Coffee_2** (#ＣＯＦＦＥＥ_2), #1 a#b &#35; `#code` https://a.b/#part");

        assertThat(text.tags()).containsExactly("강남맛집", "coffee_2");
        assertThat(html(text))
                .contains("<span class=\"hashtag\" data-tag=\"강남맛집\">#강남맛집</span>")
                .contains("#1 a#b")
                .contains("<code>#code</code>");
    }

    @Test
    void aTextHasBoundedTags() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 50; i++) {
            text.append("#tag").append(i).append(' ');
        }

        assertThat(markdown.parse(text.toString()).tags()).hasSize(Signs.MOST_TAGS);
    }

    @Test
    void mentionsByAccountShowTheNameOfTheAccount() {
        ParsedText text = markdown.parse("안녕 @[옛 이름](user:" + MINA.id() + ")!");

        assertThat(text.ids()).containsExactly(MINA.id());
        assertThat(html(text))
                .contains(
                        "안녕 <span class=\"mention\" data-user=\""
                                + MINA.id()
                                + "\">&#64;민아</span>!");
    }

    @Test
    void mentionsOfNobodyArePlainText() {
        ParsedText text =
                markdown.parse(
                        "@nobody @[Some *one*](user:"
                                + UUID.randomUUID()
                                + ") a@b.example @[x](user:zz)");

        assertThat(text.names()).containsExactly("nobody");
        assertThat(html(text)).doesNotContain("<span").contains("&#64;nobody &#64;Some one");
    }

    @Test
    void mentionsByNameNeedThatName() {
        ParsedText text = markdown.parse("(@민아) @민아. `@민아`");

        assertThat(text.names()).containsExactly("민아");
        assertThat(html(text)).containsOnlyOnce("(<span").contains("</span>. <code>&#64;민아</code>");
    }

    @Test
    void countsLinks() {
        assertThat(
                        markdown.parse(
                                        "[a](https://a.b) <https://c.d> http://e.f [g](/h) [i](mailto:j@k)")
                                .links())
                .isEqualTo(4);
    }

    @Test
    void tagsAreLookedForInOneForm() {
        assertThat(List.of("#Seoul", "ＳＥＯＵＬ", "seoul"))
                .allSatisfy(tag -> assertThat(Hashtag.normalised(tag)).contains("seoul"));
        assertThat(List.of("", "#", "1", "a b", "a-b", "x".repeat(51)))
                .allSatisfy(tag -> assertThat(Hashtag.normalised(tag)).isEmpty());
    }

    private String html(ParsedText text) {
        return markdown.toHtml(text, Mentioned.of(List.of(MINA), List.of(MINA)));
    }
}
