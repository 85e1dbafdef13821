package io.maltan.gateway.intake;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The language in which a request that cannot be read wants its answer. */
final class HeadLanguage {

    private static final Pattern WISH =
            Pattern.compile("(?i)\\naccept-language:[ \\t]*([a-z0-9*,;=. -]{1,200})");

    private HeadLanguage() {}

    /**
     * @param from the first byte of the head, or of as much of it as there is
     * @param length of it
     */
    static Locale of(ByteBuf bytes, int from, int length) {
        Matcher wish = WISH.matcher(bytes.toString(from, length, StandardCharsets.ISO_8859_1));
        return wish.find() ? nearest(wish.group(1).strip()) : Locale.ENGLISH;
    }

    private static Locale nearest(String wish) {
        try {
            List<Locale.LanguageRange> ranges = Locale.LanguageRange.parse(wish);
            @Nullable Locale known = Locale.lookup(ranges, DecoderProblems.LANGUAGES);
            return known == null ? Locale.ENGLISH : known;
        } catch (IllegalArgumentException noLanguage) {
            return Locale.ENGLISH;
        }
    }
}
