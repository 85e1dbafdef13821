package io.maltan.community.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTests {

    private final Markdown markdown = new Markdown();

    @Test
    void rendersTheSubset() {
        assertThat(markdown.toHtml("# 안녕\n\n**굵게** *기울임* `코드`\n\n- 하나\n- 둘"))
                .contains(
                        "<h1>안녕</h1>",
                        "<strong>굵게</strong>",
                        "<em>기울임</em>",
                        "<code>코드</code>",
                        "<li>하나</li>");
    }

    @Test
    void keepsLineBreaksOfPlainText() {
        assertThat(markdown.toHtml("one\ntwo")).contains("one<br").contains("two");
    }

    @Test
    void linksAreNotFollowed() {
        assertThat(markdown.toHtml("[here](https://example.org/a)"))
                .contains("href=\"https://example.org/a\"")
                .contains("nofollow");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"javascript:alert(1)\">x</a>",
                "[x](javascript:alert(1))",
                "[x](JaVaScRiPt:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](vbscript:alert(1))",
                "![x](https://tracker.example/pixel.png)",
                "<iframe src=https://example.org></iframe>",
                "<svg/onload=alert(1)>",
                "<style>body{display:none}</style>",
                "[x](https://example.org \"\\\" onmouseover=alert(1) \\\"\")",
                "<div style=\"position:fixed\">",
            })
    void foreignMarkupDoesNotSurvive(String text) {
        assertThat(markdown.toHtml(text))
                .doesNotContainPattern("(?i)<(script|img|iframe|svg|style|div|object|form|input)")
                .doesNotContainPattern("(?i)<[^>]*\\son\\w+\\s*=")
                .doesNotContainPattern("(?i)href=\"(javascript|data|vbscript)")
                .doesNotContainPattern("(?i)<[^>]*style=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"> ", "- ", "[", "*a ", "`", "![", "<", "&", "**"})
    void hostileTextsOfFullLengthAreRenderedInTime(String part) {
        String text = part.repeat(20_000 / part.length());
        org.assertj.core.api.Assertions.assertThat(
                        org.junit.jupiter.api.Assertions.assertTimeout(
                                Duration.ofSeconds(5), () -> markdown.toHtml(text)))
                .isNotNull();
    }
}
