package io.maltan.community.text;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.commonmark.node.Node;
import org.commonmark.renderer.NodeRenderer;
import org.commonmark.renderer.html.HtmlNodeRendererContext;
import org.commonmark.renderer.html.HtmlWriter;
import org.jspecify.annotations.Nullable;

/** Writes mentions and hashtags as {@code span}s that clients can make links of. */
final class SignRenderer implements NodeRenderer {

    private final HtmlNodeRendererContext context;
    private final Mentioned mentioned;

    SignRenderer(HtmlNodeRendererContext context, Mentioned mentioned) {
        this.context = context;
        this.mentioned = mentioned;
    }

    @Override
    public Set<Class<? extends Node>> getNodeTypes() {
        return Set.of(Mention.class, Hashtag.class);
    }

    @Override
    public void render(Node node) {
        switch (node) {
            case Mention mention -> render(mention);
            case Hashtag tag -> span(tag, tag.written(), "hashtag", "data-tag", tag.tag());
            default -> throw new IllegalArgumentException(node.toString());
        }
    }

    private void render(Mention mention) {
        Mentioned.Person person = personOf(mention);
        if (person == null) {
            context.getWriter().text("@" + mention.name());
        } else {
            span(mention, "@" + person.name(), "mention", "data-user", person.id().toString());
        }
    }

    private Mentioned.@Nullable Person personOf(Mention mention) {
        return mention.id() == null
                ? mentioned.byName().get(mention.name().toLowerCase(Locale.ROOT))
                : mentioned.byId().get(mention.id());
    }

    private void span(Node node, String words, String kind, String attribute, String value) {
        Map<String, String> attributes = new LinkedHashMap<>();
        attributes.put("class", kind);
        attributes.put(attribute, value);
        HtmlWriter writer = context.getWriter();
        writer.tag("span", context.extendAttributes(node, "span", attributes));
        writer.text(words);
        writer.tag("/span");
    }
}
