package io.maltan.community.text;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.node.CustomNode;

/** A {@code #tag}: letters, digits and underscores, at least one of them a letter. */
public final class Hashtag extends CustomNode {

    static final String FORM = "#[\\p{L}\\p{M}\\p{N}_]{1,50}(?![\\p{L}\\p{M}\\p{N}_])";
    static final String NOT_WITHIN_A_WORD = "(?<![\\p{L}\\p{M}\\p{N}_&/#@])";

    private static final Pattern IN_PLAIN_TEXT = Pattern.compile(NOT_WITHIN_A_WORD + FORM);
    private static final Pattern LETTER = Pattern.compile("\\p{L}");

    private final String written;
    private final String tag;

    private Hashtag(String written, String tag) {
        this.written = written;
        this.tag = tag;
    }

    /** A tag as it is stored and looked for: without the sign, in one form whatever the case. */
    public static Optional<String> normalised(String text) {
        String bare = text.startsWith("#") ? text.substring(1) : text;
        String tag = Normalizer.normalize(bare, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        boolean wellFormed = LETTER.matcher(tag).find() && Pattern.matches(FORM, "#" + tag);
        return wellFormed ? Optional.of(tag) : Optional.empty();
    }

    /** The tags in a text without any markup. */
    static Set<String> in(String plainText) {
        Set<String> tags = new LinkedHashSet<>();
        IN_PLAIN_TEXT
                .matcher(plainText)
                .results()
                .forEach(found -> normalised(found.group()).ifPresent(tags::add));
        return tags;
    }

    static Optional<Hashtag> of(String written) {
        return normalised(written).map(tag -> new Hashtag(written, tag));
    }

    /** With the sign, as its writer wrote it. */
    String written() {
        return written;
    }

    String tag() {
        return tag;
    }
}
