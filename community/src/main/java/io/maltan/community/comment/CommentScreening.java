package io.maltan.community.comment;

import io.maltan.community.text.WrittenText;
import io.maltan.community.trust.Admission;
import io.maltan.community.trust.Flags;
import io.maltan.community.trust.Screening;
import io.maltan.community.trust.Writing;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the rules say of comments, and what follows from it. */
@Component
class CommentScreening {

    private final Admission admission;
    private final Flags flags;
    private final CommentModeration moderation;

    CommentScreening(Admission admission, Flags flags, CommentModeration moderation) {
        this.admission = admission;
        this.flags = flags;
        this.moderation = moderation;
    }

    <T> Mono<T> inTurn(Caller author, Mono<T> write) {
        return admission.inTurn(author.id(), write);
    }

    Mono<Screening> admit(Comment comment, WrittenText text, Caller author) {
        return admission.admit(writing(comment, Writing.Kind.COMMENT, text, author));
    }

    Mono<Screening> review(Comment comment, WrittenText text, Caller author) {
        return admission.admit(writing(comment, Writing.Kind.EDIT, text, author));
    }

    /** Hides the comment where a moderator has to see it first, and has a moderator look at it. */
    Mono<Void> follow(Comment comment, Screening screening) {
        if (screening.isFine()) {
            return Mono.empty();
        }
        return (screening.isHeld() ? moderation.hide(comment.id()) : Mono.<Void>empty())
                .then(
                        flags.raise(
                                "comment",
                                comment.id(),
                                comment.authorId(),
                                comment.version(),
                                screening));
    }

    private static Writing writing(
            Comment comment, Writing.Kind kind, WrittenText text, Caller author) {
        UUID parent = comment.parentId();
        return new Writing(
                author.id(),
                author.has(Role.MODERATOR),
                kind,
                null,
                comment.body(),
                parent == null ? comment.postId() : parent,
                null,
                text.links(),
                0);
    }
}
