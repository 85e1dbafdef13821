package io.maltan.platform.web;

import io.maltan.platform.problem.PreconditionFailed;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Strong entity tags made of a resource's version. */
public final class ETags {

    private ETags() {}

    /** The entity tag of a version, quotes included. */
    public static String of(long version) {
        return "\"" + version + "\"";
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
