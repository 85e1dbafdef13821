package io.maltan.community.notification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.maltan.community.member.Author;
import io.maltan.community.notice.NoticeKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A notification as its recipient sees it.
 *
 * @param actors those who did it, the latest first and three at most; empty where that is secret,
 *     as with votes
 * @param count how many people did it while it was unread
 * @param commentId the latest comment that it is about
 * @param excerpt how that comment begins
 * @param updatedAt when the latest of it happened, by which the list is ordered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record NotificationView(
        UUID id,
        NoticeKind kind,
        List<Author> actors,
        int count,
        @Nullable PostTitle post,
        @Nullable UUID commentId,
        @Nullable String excerpt,
        @Nullable String note,
        boolean read,
        Instant createdAt,
        Instant updatedAt) {

    NotificationView {
        actors = List.copyOf(actors);
    }

    /**
     * The post that a notification is about.
     *
     * @param title empty where the post is removed
     */
    record PostTitle(UUID id, String title) {}
}
