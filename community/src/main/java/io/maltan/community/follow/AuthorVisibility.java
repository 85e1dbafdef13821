package io.maltan.community.follow;

import io.maltan.community.member.Viewer;
import io.maltan.community.sql.NullableValue;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * The condition that hides blocked people, both ways, and muted ones from whatever statement reads
 * what they wrote.
 */
public final class AuthorVisibility {

    private static final String CONDITION =
            """
            (not exists (select 1 from block where blocker_id = {viewer} and blocked_id = {author})
             and not exists (select 1 from block where blocker_id = {author} and blocked_id = {shunned})
             and not exists (select 1 from mute where muter_id = {viewer} and muted_id = {author}))
            """;

    private AuthorVisibility() {}

    /** True in SQL where the viewer may see what the author in this column wrote. */
    public static String of(String authorColumn) {
        return between(":viewer", ":shunned", authorColumn);
    }

    /**
     * The same for viewers from a column.
     *
     * @param shunned the viewer, or null for a moderator
     */
    static String between(String viewer, String shunned, String author) {
        return CONDITION
                .replace("{viewer}", viewer)
                .replace("{shunned}", shunned)
                .replace("{author}", author);
    }

    /** Says who looks; whoever has blocked a moderator does not escape moderation by it. */
    public static GenericExecuteSpec bind(GenericExecuteSpec statement, Viewer viewer) {
        return statement
                .bind("viewer", NullableValue.of(viewer.id(), UUID.class))
                .bind(
                        "shunned",
                        NullableValue.of(viewer.moderator() ? null : viewer.id(), UUID.class));
    }
}
