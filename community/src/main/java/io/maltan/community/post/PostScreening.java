package io.maltan.community.post;

import io.maltan.community.text.WrittenText;
import io.maltan.community.trust.Admission;
import io.maltan.community.trust.Flags;
import io.maltan.community.trust.Screening;
import io.maltan.community.trust.Writing;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What the rules say of posts, and what follows from it. */
@Component
class PostScreening {

    private final Admission admission;
    private final Flags flags;
    private final PostModeration moderation;

    PostScreening(Admission admission, Flags flags, PostModeration moderation) {
        this.admission = admission;
        this.flags = flags;
        this.moderation = moderation;
    }

    Mono<Screening> admit(Post post, @Nullable MeetupPlan plan, WrittenText text, Caller author) {
        String occasion = plan == null ? null : plan.toString();
        return admission.admit(writing(post, Writing.Kind.POST, occasion, text, author));
    }

    Mono<Screening> review(Post post, WrittenText text, Caller author) {
        return admission.admit(writing(post, Writing.Kind.EDIT, null, text, author));
    }

    /** Hides the post where a moderator has to see it first, and has a moderator look at it. */
    Mono<Void> follow(Post post, Screening screening) {
        if (screening.isFine()) {
            return Mono.empty();
        }
        return (screening.isHeld() ? moderation.hide(post.id()) : Mono.<Void>empty())
                .then(flags.raise("post", post.id(), post.authorId(), post.version(), screening));
    }

    private static Writing writing(
            Post post,
            Writing.Kind kind,
            @Nullable String occasion,
            WrittenText text,
            Caller author) {
        PostContent content = post.content();
        return new Writing(
                author.id(),
                author.has(Role.MODERATOR),
                kind,
                content.title(),
                content.body(),
                null,
                occasion,
                text.links(),
                content.photos().size());
    }
}
