package io.maltan.community.comment;

import io.maltan.community.member.Viewer;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.Notifier;
import io.maltan.community.post.Post;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Whom a comment concerns, and telling them in the transaction that writes or shows it. */
@Component
class CommentNotices {

    private final R2dbcComments comments;
    private final Notifier notifier;

    CommentNotices(R2dbcComments comments, Notifier notifier) {
        this.comments = comments;
        this.notifier = notifier;
    }

    /** Whoever is answered hears of the reply; the author of the post hears of all the others. */
    Mono<Void> tellOfNew(Post post, Comment comment, List<UUID> mentioned) {
        return answered(comment)
                .map(answered -> answers(post, comment, answered))
                .map(notices -> withMentions(notices, comment, mentioned))
                .flatMap(notifier::tell);
    }

    /** Those who have heard of the comment already do not hear of it again. */
    Mono<Void> tellMentioned(Comment comment, List<UUID> mentioned) {
        return notifier.tell(withMentions(List.of(), comment, mentioned));
    }

    /** Its author hears that a moderator has edited the comment. */
    Mono<Void> tellOfEdit(Comment comment) {
        return notifier.tell(
                Notice.moderation(
                        comment.authorId(), comment.postId(), comment.id(), comment.id(), "edit"));
    }

    private Mono<Optional<Comment>> answered(Comment comment) {
        UUID parentId = comment.parentId();
        return parentId == null
                ? Mono.just(Optional.empty())
                : comments.find(parentId, Viewer.ANYONE).singleOptional();
    }

    private static List<Notice> answers(Post post, Comment comment, Optional<Comment> answered) {
        List<Notice> notices = new ArrayList<>();
        answered.map(parent ->
                        Notice.reply(
                                parent.authorId(),
                                comment.authorId(),
                                post.id(),
                                comment.id(),
                                parent.id()))
                .ifPresent(notices::add);
        if (answered.map(Comment::authorId).filter(post.authorId()::equals).isEmpty()) {
            notices.add(
                    Notice.comment(post.authorId(), comment.authorId(), post.id(), comment.id()));
        }
        return notices;
    }

    private static List<Notice> withMentions(
            List<Notice> others, Comment comment, List<UUID> mentioned) {
        List<Notice> notices = new ArrayList<>(others);
        for (UUID person : mentioned) {
            notices.add(Notice.mention(person, comment.authorId(), comment.postId(), comment.id()));
        }
        return notices;
    }
}
