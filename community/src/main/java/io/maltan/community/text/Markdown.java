package io.maltan.community.text;

import java.util.List;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.ThematicBreak;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.springframework.stereotype.Component;

/**
 * Renders a safe subset of Markdown.
 *
 * <p>Two walls: the renderer escapes all HTML in the text, and what it produces passes a sanitizer
 * that knows only the elements of the subset. Images are not among them, because they would tell a
 * foreign server who reads. Links to web and mail addresses stay, and carry {@code rel="nofollow
 * ugc noopener"}.
 */
@Component
public class Markdown {

    private static final List<Class<? extends Block>> BLOCKS =
            List.of(
                    Heading.class,
                    BlockQuote.class,
                    FencedCodeBlock.class,
                    IndentedCodeBlock.class,
                    ListBlock.class,
                    ThematicBreak.class);
    private static final int DEEPEST_NESTING = 20;

    private final Parser parser =
            Parser.builder()
                    .enabledBlockTypes(java.util.Set.copyOf(BLOCKS))
                    .includeSourceSpans(IncludeSourceSpans.NONE)
                    .maxOpenBlockParsers(DEEPEST_NESTING)
                    .build();
    private final HtmlRenderer renderer =
            HtmlRenderer.builder().escapeHtml(true).sanitizeUrls(true).softbreak("<br>\n").build();
    private final PolicyFactory policy =
            new HtmlPolicyBuilder()
                    .allowElements(
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
                            "a")
                    .allowUrlProtocols("https", "http", "mailto")
                    .allowAttributes("href")
                    .onElements("a")
                    .requireRelsOnLinks("nofollow", "ugc", "noopener")
                    .toFactory();

    /** The HTML of a text, safe to insert into a page. */
    public String toHtml(String text) {
        return policy.sanitize(renderer.render(parser.parse(text))).strip();
    }
}
