package io.maltan.community.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is written, only the elements and attributes of the subset come out. */
class HostileTextTests {

    private static final Pattern TAG =
            Pattern.compile("<(/?)([a-zA-Z0-9]+)((?:\\s+[a-z-]+=\"[^\"<>]*\")*)\\s*/?>");
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z-]+)=\"([^\"]*)\"");
    private static final Set<String> ELEMENTS =
            Set.of(
                    "p",
                    "br",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6",
                    "blockquote",
                    "pre",
                    "code",
                    "ul",
                    "ol",
                    "li",
                    "hr",
                    "em",
                    "strong",
                    "a",
                    "span");
    private static final List<String> PIECES =
            List.of(
                    "<script>",
                    "</script>",
                    "<img src=x onerror=alert(1)>",
                    "<svg/onload=alert(1)>",
                    "<a href=\"javascript:alert(1)\">",
                    "</a>",
                    "<style>",
                    "<!--",
                    "-->",
                    "<![CDATA[",
                    "]]>",
                    "[x](",
                    ")",
                    "javascript:alert(1)",
                    "JaVa\tScript:alert(1)",
                    "&#106;avascript:alert(1)",
                    "javascript&colon;alert(1)",
                    "data:text/html,<b>",
                    "data&#58;text/html",
                    "vbscript:x",
                    "\\",
                    "`",
                    "```\n",
                    "**",
                    "*",
                    "_",
                    "[",
                    "]",
                    "![",
                    "\"",
                    "'",
                    "\u0000",
                    "\u2028",
                    "<",
                    ">",
                    "&lt;",
                    "&",
                    "\n",
                    "\n\n",
                    "> ",
                    "- ",
                    "1. ",
                    "# ",
                    "    ",
                    "@[x](user:",
                    "0190a000-0000-7000-8000-000000000000)",
                    "#tag",
                    "\"onmouseover=\"alert(1)",
                    "<https://a.b>",
                    "<javascript:alert(1)>",
                    "user:",
                    "[a]: javascript:x\n",
                    "[a]",
                    "<math><mtext>",
                    "<template>",
                    "<noscript>",
                    "\uff1cscript\uff1e",
                    "%6aavascript:",
                    "//evil.example",
                    "https://ok.example/\"><script>",
                    "가",
                    "😀");

    private final Markdown markdown = new Markdown();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[x](javascript:alert(1))",
                "[x](JAVASCRIPT:alert(1))",
                "[x](java&#115;cript:alert(1))",
                "[x](&#x6A;avascript:alert(1))",
                "[x](javascript&colon;alert(1))",
                "[x](<java\tscript:alert(1)>)",
                "[x](\u0001javascript:alert(1))",
                "[x](data:text/html;base64,PHNjcmlwdD4=)",
                "[x](&#100;ata:text/html,x)",
                "[x](vbscript:msgbox(1))",
                "[x](file:///etc/passwd)",
                "[x](/api/v1/users/me)",
                "[x](//evil.example)",
                "[x][a]\n\n[a]: javascript:alert(1)",
                "<javascript:x>",
                "![x](https://tracker.example/p.png)",
                "[x](user:0190a000-0000-7000-8000-000000000000)",
            })
    void onlyWebAndMailAddressesAreLinks(String text) {
        String html = markdown.toHtml(text);

        assertThat(html).doesNotContain("<a").doesNotContain("<img");
        assertThat(html).contains("x");
    }

    @Test
    void linksSayThatTheyAreNotOurs() {
        assertThat(markdown.toHtml("[x](HTTPS://example.org/?a=1&b=2) <mailto:a@example.org>"))
                .contains("<a href=\"HTTPS://example.org/?a&#61;1&amp;b&#61;2\"")
                .contains("href=\"mailto:a&#64;example.org\"")
                .containsPattern("rel=\"(?=[^\"]*nofollow)(?=[^\"]*noopener)(?=[^\"]*ugc)");
    }

    @Test
    void whateverIsPutTogetherStaysInTheSubset() {
        Random random = new Random(20_261_121);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(1, 12); n > 0; n--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            requireSubset(text.toString());
        }
    }

    /** Each of these has once been too deep or too slow for some renderer. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "> ",
                "- ",
                "* a\n ",
                "[",
                "[a](",
                "*a ",
                "*a **b ",
                "a**b",
                "_a __b ",
                "`",
                "`a``",
                "![",
                "![](",
                "<",
                "<!--",
                "<a ",
                "&",
                "&#",
                "**",
                "****a",
                "~",
                "\\",
                "[a]: x\n",
                "[][",
                "<https:",
                "@[",
                "@a ",
                "#a",
                "1. ",
                "\t",
                "](",
                "*[",
                "@[a](user:",
                "x\n\n",
                "https://"
            })
    void hostileTextsAreRenderedInTime(String part) {
        requireInTime(part.repeat(20_000 / part.length()));
        requireInTime(
                "가 "
                        + part.repeat(10_000 / part.length())
                        + new StringBuilder(part)
                                .reverse()
                                .toString()
                                .repeat(10_000 / part.length()));
    }

    @Test
    void whatIsNestedBeyondReasonIsShownAsItStands() {
        String text = "*a **b ".repeat(1_000) + " b** a*".repeat(1_000);

        String html = markdown.toHtml(text);

        assertThat(html).doesNotContain("<em>").contains("*a **b *a **b");
    }

    @Test
    void bracketsNestedBeyondReasonAreShownAsTheyStand() {
        requireInTime("*_".repeat(2_500) + "x" + "_*".repeat(2_500));
        requireInTime("[".repeat(6_000) + "a" + "](https://a.b)".repeat(900));
    }

    private void requireInTime(String text) {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(10), () -> requireSubset(text));
    }

    private void requireSubset(String text) {
        String html = markdown.toHtml(text);
        String rest = TAG.matcher(html).replaceAll(tag -> checked(tag, text));
        assertThat(rest).as(text).doesNotContain("<").doesNotContain(">");
    }

    private static String checked(MatchResult tag, String text) {
        assertThat(ELEMENTS).as(text).contains(tag.group(2).toLowerCase(Locale.ROOT));
        List<String> names = new ArrayList<>();
        ATTRIBUTE
                .matcher(tag.group(3))
                .results()
                .forEach(attribute -> names.add(checkedAttribute(tag.group(2), attribute, text)));
        assertThat(names).doesNotHaveDuplicates();
        return "";
    }

    private static String checkedAttribute(String element, MatchResult attribute, String text) {
        String value = attribute.group(2);
        switch (element + " " + attribute.group(1)) {
            case "a href" -> assertThat(value).as(text).matches("(?is)(https?:|mailto:).*");
            case "a rel" -> assertThat(value).contains("nofollow", "noopener", "ugc");
            case "span class" -> assertThat(value).isIn("mention", "hashtag");
            case "span data-user" -> assertThat(value).matches("[0-9a-f-]{36}");
            case "span data-tag" -> assertThat(value).as(text).matches("[\\p{L}\\p{M}\\p{N}_]+");
            case "ol start" -> assertThat(value).matches("\\d+");
            default -> throw new AssertionError(attribute.group() + " from " + text);
        }
        return attribute.group(1);
    }
}
