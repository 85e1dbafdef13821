package io.maltan.community.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.jspecify.annotations.Nullable;

/**
 * Finds mentions, hashtags and links in a parsed text, puts nodes of their own in the place of the
 * former two, and takes away links to anything but web and mail addresses.
 */
final class Signs extends AbstractVisitor {

    /** Beyond these a text speaks to nobody in particular. */
    static final int MOST_MENTIONS = 20;

    static final int MOST_TAGS = 20;

    private static final Pattern SIGN =
            Pattern.compile(
                    Hashtag.NOT_WITHIN_A_WORD
                            + "(?:"
                            + Hashtag.FORM
                            + "|@[\\p{L}\\p{N}](?:[\\p{L}\\p{M}\\p{N}_.-]{0,48}[\\p{L}\\p{M}\\p{N}_])?)");
    private static final Pattern MENTION_BEGINS =
            Pattern.compile("(?s).*" + Hashtag.NOT_WITHIN_A_WORD + "@");
    private static final Pattern ACCOUNT = Pattern.compile("user:([0-9a-fA-F-]{36})");
    private static final Pattern ALLOWED_ADDRESS =
            Pattern.compile("(?i)(https?://|mailto:)[^\\p{Cntrl}]+");
    private static final Pattern BARE_ADDRESS = Pattern.compile("(?i)\\bhttps?://");

    private final Set<String> names = new LinkedHashSet<>();
    private final Set<UUID> ids = new LinkedHashSet<>();
    private final Set<String> tags = new LinkedHashSet<>();
    private int links;

    /** What the text below this node contains; the node itself is changed. */
    static ParsedText in(Node root) {
        Signs signs = new Signs();
        root.accept(signs);
        return new ParsedText(root, signs.names, signs.ids, signs.tags, signs.links);
    }

    @Override
    public void visit(Link link) {
        String address = link.getDestination();
        Optional<UUID> account = accountOf(address);
        if (account.isPresent() && takeSignBefore(link)) {
            mention(link, account.get());
        } else if (ALLOWED_ADDRESS.matcher(address).matches()) {
            links++;
        } else {
            visitChildren(link);
            unwrap(link);
        }
    }

    /** An image would tell a foreign server who reads: its description stays. */
    @Override
    public void visit(Image image) {
        visitChildren(image);
        unwrap(image);
    }

    @Override
    public void visit(Text text) {
        links += (int) BARE_ADDRESS.matcher(text.getLiteral()).results().count();
        List<Node> parts = partsOf(text.getLiteral());
        if (parts.size() > 1 || !(parts.getFirst() instanceof Text)) {
            parts.forEach(text::insertBefore);
            text.unlink();
        }
    }

    private List<Node> partsOf(String literal) {
        List<Node> parts = new ArrayList<>();
        int end = 0;
        Matcher matcher = SIGN.matcher(literal);
        while (matcher.find()) {
            Node sign = toNode(matcher.toMatchResult());
            if (sign != null) {
                addText(parts, literal.substring(end, matcher.start()));
                parts.add(sign);
                end = matcher.end();
            }
        }
        if (end < literal.length() || parts.isEmpty()) {
            parts.add(new Text(literal.substring(end)));
        }
        return parts;
    }

    private static void addText(List<Node> parts, String literal) {
        if (!literal.isEmpty()) {
            parts.add(new Text(literal));
        }
    }

    private @Nullable Node toNode(MatchResult found) {
        String written = found.group();
        return written.startsWith("#") ? tag(written) : mention(written.substring(1));
    }

    private @Nullable Node tag(String written) {
        Hashtag tag = Hashtag.of(written).orElse(null);
        if (tag != null && tags.size() < MOST_TAGS) {
            tags.add(tag.tag());
        }
        return tag != null && tags.contains(tag.tag()) ? tag : null;
    }

    private @Nullable Node mention(String name) {
        String key = name.toLowerCase(Locale.ROOT);
        if (!names.contains(key) && names.size() + ids.size() >= MOST_MENTIONS) {
            return null;
        }
        names.add(key);
        return new Mention(null, name);
    }

    private void mention(Link link, UUID account) {
        String name = wordsOf(link);
        if (ids.contains(account) || names.size() + ids.size() < MOST_MENTIONS) {
            ids.add(account);
            link.insertBefore(new Mention(account, name));
        } else {
            link.insertBefore(new Text("@" + name));
        }
        link.unlink();
    }

    /** Takes the {@code @} from before a link to an account; false where there is none. */
    private static boolean takeSignBefore(Link link) {
        if (!(link.getPrevious() instanceof Text before)
                || !MENTION_BEGINS.matcher(before.getLiteral()).matches()) {
            return false;
        }
        String literal = before.getLiteral();
        before.setLiteral(literal.substring(0, literal.length() - 1));
        return true;
    }

    private static Optional<UUID> accountOf(String address) {
        Matcher matcher = ACCOUNT.matcher(address);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(matcher.group(1)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String wordsOf(Node node) {
        StringBuilder words = new StringBuilder();
        node.accept(
                new AbstractVisitor() {
                    @Override
                    public void visit(Text text) {
                        words.append(text.getLiteral());
                    }
                });
        return words.toString();
    }

    private static void unwrap(Node node) {
        Node child = node.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            node.insertBefore(child);
            child = next;
        }
        node.unlink();
    }

    /** Goes on with what came next before, whatever a visit does to the node visited. */
    @Override
    protected void visitChildren(Node parent) {
        Node child = parent.getFirstChild();
        while (child != null) {
            Node next = child.getNext();
            child.accept(this);
            child = next;
        }
    }
}
