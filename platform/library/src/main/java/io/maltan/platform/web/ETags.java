package io.maltan.platform.web;

import io.maltan.platform.problem.PreconditionFailed;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.util.DigestUtils;

/** Strong entity tags made of a resource's version or content. */
public final class ETags {

    private ETags() {}

    /** The entity tag of a version, quotes included. */
    public static String of(long version) {
        return "\"" + version + "\"";
    }

    /**
     * The entity tag of a content, quotes included.
     *
     * @param content a record, or whatever says all of itself as text
     */
    public static String ofContent(Object content) {
        byte[] text = content.toString().getBytes(StandardCharsets.UTF_8);
        return '"' + DigestUtils.md5DigestAsHex(text) + '"';
    }

    /**
     * Lets a write pass that names no version, any ({@code *}) or the present one; otherwise {@code
     * precondition_failed}.
     */
    public static void requireMatch(@Nullable String ifMatch, long version) {
        if (ifMatch == null || ifMatch.isBlank()) {
            return;
        }
        String current = of(version);
        boolean matches =
                Arrays.stream(ifMatch.split(",", -1))
                        .map(String::trim)
                        .anyMatch(tag -> tag.equals("*") || tag.equals(current));
        if (!matches) {
            throw new PreconditionFailed("precondition_failed");
        }
    }
}
