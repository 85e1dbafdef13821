package io.maltan.community.comment;

import io.maltan.community.audit.ActionLog;
import io.maltan.community.audit.DirectDecisions;
import io.maltan.community.audit.ModeratorAction;
import io.maltan.community.member.Viewer;
import io.maltan.community.post.Post;
import io.maltan.community.post.PostBoard;
import io.maltan.community.post.PostThreads;
import io.maltan.community.text.Texts;
import io.maltan.community.text.WrittenText;
import io.maltan.community.turn.Batches;
import io.maltan.community.turn.Turns;
import io.maltan.community.vote.Ballot;
import io.maltan.community.vote.EntityTag;
import io.maltan.community.vote.Poll;
import io.maltan.community.vote.Polls;
import io.maltan.community.vote.Tally;
import io.maltan.community.vote.Votable;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.Conflict;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.web.MergePatch;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Writing, editing, removing, reading and voting on comments. */
@Service
public class Discussion {

    private final R2dbcComments comments;
    private final R2dbcThreads threads;
    private final PostBoard board;
    private final PostThreads posts;
    private final Batches<Ballot, Tally> voting;
    private final CommentNotices notices;
    private final Texts texts;
    private final CommentScreening screening;
    private final Threading threading;
    private final DirectDecisions decisions;
    private final ActionLog log;
    private final Turns turns;
    private final MergePatch mergePatch;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    Discussion(
            R2dbcComments comments,
            R2dbcThreads threads,
            PostBoard board,
            PostThreads posts,
            Polls polls,
            CommentNotices notices,
            Texts texts,
            CommentScreening screening,
            Threading threading,
            DirectDecisions decisions,
            ActionLog log,
            Turns turns,
            MergePatch mergePatch,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.comments = comments;
        this.threads = threads;
        this.board = board;
        this.posts = posts;
        this.voting = polls.open(Poll.COMMENTS, this::lockVotable);
        this.notices = notices;
        this.texts = texts;
        this.screening = screening;
        this.threading = threading;
        this.decisions = decisions;
        this.log = log;
        this.turns = turns;
        this.mergePatch = mergePatch;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    /** A comment that the viewer may see, as its post; empty where it is removed or hidden. */
    public Mono<CommentView> find(UUID id, Viewer viewer) {
        return threads.find(id, viewer).filter(comment -> !comment.isTombstone());
    }

    /** The same; {@code comment_not_found} where the viewer does not see it. */
    public Mono<CommentView> get(UUID id, Viewer viewer) {
        return find(id, viewer).switchIfEmpty(Mono.error(() -> new CommentNotFound(id)));
    }

    Mono<Page<CommentView>> list(UUID postId, ThreadOrder order, Viewer viewer, PageRequest page) {
        return board.get(postId, viewer).flatMap(_ -> threads.list(postId, order, viewer, page));
    }

    Mono<CommentView> write(UUID postId, CommentDraft draft, Caller author) {
        String body = draft.checkedBody();
        return texts.compose(body)
                .flatMap(text -> write(postId, draft.parentId(), body, text, author))
                .flatMap(id -> get(id, Viewer.of(author)));
    }

    private Mono<UUID> write(
            UUID postId, @Nullable UUID parentId, String body, WrittenText text, Caller author) {
        Mono<UUID> written =
                posts.open(postId, Viewer.of(author))
                        .flatMap(post ->
                                compose(post, parentId, body, author)
                                        .delayUntil(comment -> write(post, comment, text, author)))
                        .map(Comment::id);
        return screening.inTurn(author, inTurn(postId, written));
    }

    /** Nobody hears of a comment that a moderator has to see first. */
    private Mono<Void> write(Post post, Comment comment, WrittenText text, Caller author) {
        return screening
                .admit(comment, text, author)
                .delayUntil(screened -> store(comment, text, screened.isHeld()))
                .delayUntil(
                        screened -> screened.isHeld() ? Mono.empty() : publish(post, comment, text))
                .flatMap(screened -> screening.follow(comment, screened));
    }

    Mono<CommentView> edit(UUID id, JsonNode patch, @Nullable String ifMatch, Caller caller) {
        return getPostOf(id)
                .flatMap(postId ->
                        lockOwn(id, postId, ifMatch, caller)
                                .map(Discussion::requireShown)
                                .delayUntil(comment -> revise(comment, patch, caller))
                                .flatMap(comment ->
                                        isOwn(comment, caller)
                                                ? Mono.empty()
                                                : tellOfEdit(comment, caller))
                                .as(write -> inTurn(postId, write))
                                .as(write -> screening.inTurn(caller, write)))
                .then(Mono.defer(() -> get(id, Viewer.of(caller))));
    }

    Mono<Void> remove(UUID id, @Nullable String ifMatch, Caller caller) {
        return getPostOf(id)
                .flatMap(postId ->
                        inTurn(
                                postId,
                                lockRemovable(id, postId, ifMatch, caller)
                                        .flatMap(comment ->
                                                isOwn(comment, caller)
                                                        ? threading.remove(comment, null)
                                                        : removeOthers(comment, caller))));
    }

    Mono<Tally> vote(UUID id, int value, Caller caller) {
        return voting.submit(id, Ballot.of(caller, value));
    }

    private Mono<Votable> lockVotable(UUID id) {
        return comments.lock(id)
                .then(comments.find(id, Viewer.ANYONE))
                .flatMap(comment -> votable(comment, true))
                .switchIfEmpty(findHidden(id).flatMap(comment -> votable(comment, false)));
    }

    private Mono<Comment> findHidden(UUID id) {
        return comments.findAny(id)
                .filter(comment -> !comment.removed())
                .switchIfEmpty(Mono.error(() -> new CommentNotFound(id)));
    }

    private Mono<Votable> votable(Comment comment, boolean open) {
        return posts.find(comment.postId()).map(post -> votable(comment, post.authorId(), open));
    }

    private static Votable votable(Comment comment, UUID host, boolean open) {
        return new Votable(
                comment.id(),
                comment.authorId(),
                Set.copyOf(List.of(comment.authorId(), host)),
                open,
                comment.postId(),
                comment.id(),
                tally -> CommentEvents.voted(comment, tally),
                () -> new CommentNotFound(comment.id()));
    }

    private <T> Mono<T> inTurn(UUID key, Mono<T> write) {
        return turns.inTurn(key, write.as(transactional::transactional));
    }

    private Mono<Void> removeOthers(Comment comment, Caller moderator) {
        return decisions.remove("comment", comment.id(), comment.authorId(), moderator.id());
    }

    /** What moderators do to what others wrote is on the log, and these others hear of it. */
    private Mono<Void> tellOfEdit(Comment comment, Caller moderator) {
        return log.append(
                        ModeratorAction.onComment(
                                "edit", moderator.id(), comment.id(), comment.authorId()))
                .then(notices.tellOfEdit(comment));
    }

    private static boolean isOwn(Comment comment, Caller caller) {
        return comment.authorId().equals(caller.id());
    }

    private Mono<Comment> compose(Post post, @Nullable UUID parentId, String body, Caller author) {
        if (parentId == null) {
            return Mono.just(Comment.onPost(post.id(), author.id(), body));
        }
        return comments.find(parentId, Viewer.of(author))
                .filter(parent -> parent.postId().equals(post.id()))
                .switchIfEmpty(Mono.error(() -> Invalid.field("parentId", "unknown")))
                .map(parent -> reply(parent, body, author));
    }

    private static Comment reply(Comment parent, String body, Caller author) {
        if (parent.depth() >= Comment.DEEPEST) {
            throw Invalid.field("parentId", "too_deep", Comment.DEEPEST);
        }
        return parent.repliedBy(author.id(), body);
    }

    private Mono<Void> store(Comment comment, WrittenText text, boolean held) {
        UUID parentId = comment.parentId();
        return comments.add(comment, text, held)
                .then(parentId == null ? Mono.empty() : comments.replyAdded(parentId));
    }

    private Mono<Void> publish(Post post, Comment comment, WrittenText text) {
        return posts.commentAdded(comment.postId())
                .then(outbox.append(CommentEvents.written(CommentEvents.CREATED, comment)))
                .then(notices.tellOfNew(post, comment, text.mentions()));
    }

    private Mono<Void> revise(Comment comment, JsonNode patch, Caller caller) {
        String body = mergePatch.apply(patch, new CommentDraft.Edit(comment.body())).checkedBody();
        if (body.equals(comment.body())) {
            return Mono.empty();
        }
        return texts.compose(body)
                .flatMap(text -> review(comment.edited(body), text, caller))
                .then(outbox.append(CommentEvents.written(CommentEvents.UPDATED, comment)));
    }

    private Mono<Void> review(Comment edited, WrittenText text, Caller caller) {
        return screening
                .review(edited, text, caller)
                .delayUntil(screened -> replace(edited, text, screened.isHeld()))
                .flatMap(screened -> screening.follow(edited, screened));
    }

    private Mono<Void> replace(Comment edited, WrittenText text, boolean held) {
        return comments.findMentions(edited.id())
                .map(text::mentionsBeside)
                .delayUntil(_ -> comments.replace(edited, text))
                .flatMap(added -> held ? Mono.empty() : notices.tellMentioned(edited, added));
    }

    private Mono<UUID> getPostOf(UUID id) {
        return comments.findPostOf(id).switchIfEmpty(Mono.error(() -> new CommentNotFound(id)));
    }

    /** The comment, its whole thread locked before it is read. */
    private Mono<Comment> lockOwn(UUID id, UUID postId, @Nullable String ifMatch, Caller caller) {
        return posts.lock(postId)
                .then(getPresent(id, Viewer.of(caller)))
                .map(comment -> requireEditable(comment, ifMatch, caller));
    }

    /** The same; whoever does not see the post any more can still take back what they said. */
    private Mono<Comment> lockRemovable(
            UUID id, UUID postId, @Nullable String ifMatch, Caller caller) {
        return posts.lock(postId)
                .then(comments.findOwn(id, caller.id()))
                .switchIfEmpty(getPresent(id, Viewer.of(caller)))
                .map(comment -> requireEditable(comment, ifMatch, caller));
    }

    private Mono<Comment> getPresent(UUID id, Viewer viewer) {
        return comments.find(id, viewer).switchIfEmpty(Mono.error(() -> new CommentNotFound(id)));
    }

    private static Comment requireShown(Comment comment) {
        if (comment.hidden()) {
            throw new Conflict("comment_hidden");
        }
        return comment;
    }

    private static Comment requireEditable(
            Comment comment, @Nullable String ifMatch, Caller caller) {
        if (!isOwn(comment, caller) && !caller.has(Role.MODERATOR)) {
            throw new Forbidden("not_the_author");
        }
        EntityTag.requireMatch(ifMatch, comment.version());
        return comment;
    }
}
