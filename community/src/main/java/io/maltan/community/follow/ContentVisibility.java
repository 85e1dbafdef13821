package io.maltan.community.follow;

/**
 * The condition that hides what somebody may not see, whoever wrote it: that of {@link
 * AuthorVisibility}, and what moderators have hidden, which its author and moderators still see.
 */
public final class ContentVisibility {

    private static final String NOT_HIDDEN =
            """
            ({row}.hidden_at is null or {row}.author_id is not distinct from :viewer
             or (cast(:viewer as uuid) is not null and cast(:shunned as uuid) is null))
            """;

    private ContentVisibility() {}

    /**
     * True in SQL where the viewer may see this row of posts or comments; to be bound by {@link
     * AuthorVisibility#bind}, which leaves {@code :shunned} open for moderators.
     */
    public static String of(String alias) {
        return "("
                + AuthorVisibility.of(alias + ".author_id")
                + " and "
                + NOT_HIDDEN.replace("{row}", alias)
                + ")";
    }
}
