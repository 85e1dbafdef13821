package io.maltan.place.review;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Entity tags of reviews. A client sees, beyond what its author wrote, how many found it helpful
 * and the author's name; for writes only the version counts.
 */
final class ReviewTags {

    private static final Pattern BEYOND_VERSION = Pattern.compile("\\.[0-9a-f]+-[0-9]+\"");

    private ReviewTags() {}

    static String of(Review review) {
        String name = review.authorName();
        return "\"%d.%x-%d\""
                .formatted(
                        review.version(),
                        name == null ? 0 : name.hashCode(),
                        review.helpfulCount());
    }

    /** The header {@code If-Match} with what concerns the version alone. */
    static @Nullable String versionsOf(@Nullable String ifMatch) {
        return ifMatch == null ? null : BEYOND_VERSION.matcher(ifMatch).replaceAll("\"");
    }
}
