package io.maltan.community.follow;

import io.maltan.community.member.Viewer;
import io.maltan.community.sql.NullableValue;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * The condition that hides blocked people, both ways, from whatever statement reads what they
 * wrote.
 */
public final class AuthorVisibility {

    private static final String CONDITION =
            """
            (not exists (select 1 from block where blocker_id = :viewer and blocked_id = {author})
             and not exists (select 1 from block where blocker_id = {author} and blocked_id = :shunned))
            """;

    private AuthorVisibility() {}

    /** True in SQL where the viewer may see what the author in this column wrote. */
    public static String of(String authorColumn) {
        return CONDITION.replace("{author}", authorColumn);
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
