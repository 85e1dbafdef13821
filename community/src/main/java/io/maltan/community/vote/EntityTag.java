package io.maltan.community.vote;

import io.maltan.platform.web.ETags;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entity tag of something that is edited and voted on: its version, then a fingerprint of what
 * changes without an edit. So a conditional read never answers with outdated counts, and a
 * conditional write is refused only because of an edit.
 */
public final class EntityTag {

    private static final Pattern FINGERPRINT = Pattern.compile("(\"\\d+)\\.[0-9a-f]+\"");

    private EntityTag() {}

    /** The tag of a version, quotes included. */
    public static String of(long version, @Nullable Object... unversioned) {
        return "\"%d.%08x\"".formatted(version, Objects.hash(unversioned));
    }

    /**
     * Lets a write pass that names no version or the present one; otherwise {@code
     * precondition_failed}.
     */
    public static void requireMatch(@Nullable String ifMatch, long version) {
        String versions = ifMatch == null ? null : FINGERPRINT.matcher(ifMatch).replaceAll("$1\"");
        ETags.requireMatch(versions, version);
    }
}
