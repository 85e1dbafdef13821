package io.maltan.community.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.Block;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.Document;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.ListBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.Text;
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
 * <p>Three walls: links to anything but web and mail addresses, and images, are taken out of the
 * parsed text; the renderer escapes all HTML; and what it produces passes a sanitizer that knows
 * only the elements of the subset. Images are not among them, because they would tell a foreign
 * server who reads. Links carry {@code rel="nofollow ugc noopener"}.
 *
 * <p>{@code @[name](user:id)}, and {@code @name} where one person alone has that name, become
 * {@code <span class="mention" data-user="id">}; {@code #tag} becomes {@code <span class="hashtag"
 * data-tag="tag">}.
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
    private static final int DEEPEST_BLOCKS = 20;
    private static final int DEEPEST_NESTING = 100;

    private static final Pattern TAG = Pattern.compile("[\\p{L}\\p{M}\\p{N}_]{1,50}");
    private static final Pattern ACCOUNT = Pattern.compile("[0-9a-f-]{36}");

    private final Parser parser =
            Parser.builder()
                    .enabledBlockTypes(Set.copyOf(BLOCKS))
                    .includeSourceSpans(IncludeSourceSpans.NONE)
                    .maxOpenBlockParsers(DEEPEST_BLOCKS)
                    .build();
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
                            "a",
                            "span")
                    .allowUrlProtocols("https", "http", "mailto")
                    .allowAttributes("href")
                    .onElements("a")
                    .allowAttributes("class")
                    .matching(true, "mention", "hashtag")
                    .onElements("span")
                    .allowAttributes("data-user")
                    .matching(ACCOUNT)
                    .onElements("span")
                    .allowAttributes("data-tag")
                    .matching(TAG)
                    .onElements("span")
                    .requireRelsOnLinks("nofollow", "ugc", "noopener")
                    .toFactory();

    /** The HTML of a text that speaks to nobody, safe to insert into a page. */
    String toHtml(String text) {
        return toHtml(parse(text), Mentioned.NOBODY);
    }

    /**
     * Reads a text. One whose parts are nested beyond reason is taken as it stands, without any
     * markup: whoever renders a tree goes down it.
     */
    ParsedText parse(String text) {
        Node root = parser.parse(text);
        return Signs.in(isDeeper(root, DEEPEST_NESTING) ? plain(text) : root);
    }

    /** The HTML of a text, safe to insert into a page. */
    String toHtml(ParsedText text, Mentioned mentioned) {
        HtmlRenderer renderer =
                HtmlRenderer.builder()
                        .escapeHtml(true)
                        .sanitizeUrls(true)
                        .softbreak("<br>\n")
                        .nodeRendererFactory(context -> new SignRenderer(context, mentioned))
                        .build();
        return policy.sanitize(renderer.render(text.root())).strip();
    }

    /** Goes through the tree level by level, because going down a deep one takes a deep stack. */
    private static boolean isDeeper(Node root, int limit) {
        List<Node> level = List.of(root);
        for (int depth = 0; depth <= limit; depth++) {
            level = childrenOf(level);
            if (level.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private static List<Node> childrenOf(List<Node> parents) {
        List<Node> children = new ArrayList<>();
        for (Node parent : parents) {
            for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
                children.add(child);
            }
        }
        return children;
    }

    private static Node plain(String text) {
        Document document = new Document();
        Paragraph paragraph = new Paragraph();
        text.lines()
                .forEach(line -> {
                    paragraph.appendChild(new Text(line));
                    paragraph.appendChild(new HardLineBreak());
                });
        document.appendChild(paragraph);
        return document;
    }
}
