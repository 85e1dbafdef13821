package io.maltan.community.notice;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something that one person is to be told.
 *
 * @param actorId who did it; null where that is not told, as with moderation
 * @param postId the post that it is about, or that it happened below
 * @param commentId the comment that it is about
 * @param note a short text of its own
 * @param gathering what it gathers with while it is unread
 */
public record Notice(
        NoticeKind kind,
        UUID recipientId,
        @Nullable UUID actorId,
        @Nullable UUID postId,
        @Nullable UUID commentId,
        @Nullable String note,
        String gathering) {

    /** Somebody commented on the recipient's post. */
    public static Notice comment(UUID recipient, UUID actor, UUID post, UUID comment) {
        return about(NoticeKind.COMMENT, recipient, actor, post, comment, post);
    }

    /** Somebody replied to the recipient's comment. */
    public static Notice reply(
            UUID recipient, UUID actor, UUID post, UUID comment, UUID answeredComment) {
        return about(NoticeKind.REPLY, recipient, actor, post, comment, answeredComment);
    }

    /**
     * Somebody named the recipient, in a post or in a comment. It is dropped where the recipient
     * was told of the same comment already.
     */
    public static Notice mention(UUID recipient, UUID actor, UUID post, @Nullable UUID comment) {
        return about(
                NoticeKind.MENTION,
                recipient,
                actor,
                post,
                comment,
                comment == null ? post : comment);
    }

    public static Notice follow(UUID recipient, UUID actor) {
        return new Notice(NoticeKind.FOLLOW, recipient, actor, null, null, null, "follow");
    }

    /** Somebody voted the recipient's post or comment up. */
    public static Notice vote(UUID recipient, UUID actor, UUID post, @Nullable UUID comment) {
        return about(
                NoticeKind.VOTE, recipient, actor, post, comment, comment == null ? post : comment);
    }

    /**
     * What happens to a meetup.
     *
     * @param actor who joined it; null where the meetup itself is what matters
     */
    public static Notice meetup(NoticeKind kind, UUID recipient, @Nullable UUID actor, UUID post) {
        return about(kind, recipient, actor, post, null, post);
    }

    /**
     * A moderator did something that concerns the recipient.
     *
     * @param subject the post, comment, report or whatever else was decided on
     * @param note what the recipient is told, up to 1,000 characters
     */
    public static Notice moderation(
            UUID recipient,
            @Nullable UUID post,
            @Nullable UUID comment,
            UUID subject,
            @Nullable String note) {
        return new Notice(
                NoticeKind.MODERATION,
                recipient,
                null,
                post,
                comment,
                note,
                gathering(NoticeKind.MODERATION, subject));
    }

    private static Notice about(
            NoticeKind kind,
            UUID recipient,
            @Nullable UUID actor,
            UUID post,
            @Nullable UUID comment,
            UUID subject) {
        return new Notice(kind, recipient, actor, post, comment, null, gathering(kind, subject));
    }

    private static String gathering(NoticeKind kind, UUID subject) {
        return kind.code() + ":" + subject;
    }
}
