package io.maltan.community.post;

import io.maltan.community.audit.ActionLog;
import io.maltan.community.audit.DirectDecisions;
import io.maltan.community.audit.ModeratorAction;
import io.maltan.community.member.Viewer;
import io.maltan.community.notice.Notice;
import io.maltan.community.notice.Notifier;
import io.maltan.community.place.PlaceLink;
import io.maltan.community.place.Places;
import io.maltan.community.text.Texts;
import io.maltan.community.text.WrittenText;
import io.maltan.community.trust.Screening;
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
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.web.MergePatch;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Writing, editing, withdrawing, reading and voting on posts. */
@Service
public class PostBoard {

    private final R2dbcPosts posts;
    private final R2dbcPostReadings readings;
    private final PostThreads threads;
    private final Places places;
    private final Meetups meetups;
    private final Batches<Ballot, Tally> voting;
    private final Texts texts;
    private final PostScreening screening;
    private final DirectDecisions decisions;
    private final ActionLog log;
    private final Notifier notifier;
    private final Turns turns;
    private final MergePatch mergePatch;
    private final Outbox outbox;
    private final TransactionalOperator transactional;

    PostBoard(
            R2dbcPosts posts,
            R2dbcPostReadings readings,
            PostThreads threads,
            Places places,
            Meetups meetups,
            Polls polls,
            Texts texts,
            PostScreening screening,
            DirectDecisions decisions,
            ActionLog log,
            Notifier notifier,
            Turns turns,
            MergePatch mergePatch,
            Outbox outbox,
            TransactionalOperator transactional) {
        this.posts = posts;
        this.readings = readings;
        this.threads = threads;
        this.places = places;
        this.meetups = meetups;
        this.voting = polls.open(Poll.POSTS, this::lockVotable);
        this.texts = texts;
        this.screening = screening;
        this.decisions = decisions;
        this.log = log;
        this.notifier = notifier;
        this.turns = turns;
        this.mergePatch = mergePatch;
        this.outbox = outbox;
        this.transactional = transactional;
    }

    /** A post, or its tombstone; {@code post_not_found} where the viewer sees neither. */
    public Mono<PostView> get(UUID id, Viewer viewer) {
        return find(id, viewer).switchIfEmpty(Mono.error(() -> new PostNotFound(id)));
    }

    /** The same, empty where the viewer sees neither. */
    public Mono<PostView> find(UUID id, Viewer viewer) {
        return readings.find(id, viewer).flatMap(post -> meetups.complete(post, viewer));
    }

    /**
     * Who wrote a post; a tombstone does not tell clients, but whoever hides people needs to know.
     */
    public Mono<UUID> getAuthor(UUID id, Viewer viewer) {
        return posts.find(id, viewer)
                .map(Post::authorId)
                .switchIfEmpty(Mono.error(() -> new PostNotFound(id)));
    }

    /** Those of the posts that the viewer may see, in no particular order. */
    public Flux<PostView> findAll(List<UUID> ids, Viewer viewer) {
        return readings.findAll(ids, viewer)
                .collectList()
                .flatMap(posts -> meetups.complete(posts, viewer))
                .flatMapIterable(posts -> posts);
    }

    Mono<Page<PostView>> list(PostSearch search, PostOrder order, Viewer viewer, PageRequest page) {
        return readings.list(search, order, viewer, page)
                .flatMap(posts -> meetups.complete(posts, viewer));
    }

    /** How a post read before its edits, latest first; what a removed one said is gone with it. */
    Mono<Page<PostRevision>> history(UUID id, Viewer viewer, PageRequest page) {
        return get(id, viewer)
                .filter(post -> !post.isTombstone())
                .switchIfEmpty(Mono.error(() -> new PostNotFound(id)))
                .flatMap(_ -> readings.revisions(id, page));
    }

    Mono<PostView> publish(PostDraft draft, Caller author) {
        PostContent content = draft.toContent();
        MeetupPlan plan = draft.toPlan(null);
        return located(content)
                .map(located -> Post.written(author.id(), located))
                .flatMap(post -> store(post, plan, author))
                .flatMap(id -> get(id, Viewer.of(author)));
    }

    Mono<PostView> edit(UUID id, JsonNode patch, @Nullable String ifMatch, Caller caller) {
        return lockOwn(id, ifMatch, caller)
                .delayUntil(post -> revise(post, patch, caller))
                .flatMap(post -> isOwn(post, caller) ? Mono.empty() : tellOfEdit(post, caller))
                .as(write -> inTurn(id, write))
                .as(write -> turns.inTurn(caller.id(), write))
                .then(Mono.defer(() -> get(id, Viewer.of(caller))));
    }

    Mono<Void> withdraw(UUID id, @Nullable String ifMatch, Caller caller) {
        return threads.openEvenHidden(id, Viewer.of(caller))
                .map(post -> requireEditable(post, ifMatch, caller))
                .flatMap(post -> isOwn(post, caller) ? remove(post) : removeOthers(post, caller))
                .as(write -> inTurn(id, write));
    }

    /** What is pinned stands first on its board; who pinned it is on the log. */
    Mono<Void> pin(UUID id, boolean pinned, Caller moderator) {
        return threads.open(id, Viewer.of(moderator))
                .filterWhen(_ -> posts.pin(id, pinned))
                .delayUntil(post -> log.append(pinning(post, pinned, moderator)))
                .flatMap(post -> outbox.append(PostEvents.updated(post, post)))
                .as(write -> inTurn(id, write));
    }

    private static ModeratorAction pinning(Post post, boolean pinned, Caller moderator) {
        String action = pinned ? "pin" : "unpin";
        return ModeratorAction.onPost(action, moderator.id(), post.id(), post.authorId());
    }

    Mono<Tally> vote(UUID id, int value, Caller caller) {
        return voting.submit(id, Ballot.of(caller, value));
    }

    private Mono<Votable> lockVotable(UUID id) {
        return threads.open(id, Viewer.ANYONE)
                .onErrorResume(PostNotFound.class, error -> findHidden(id, error))
                .map(PostBoard::votable);
    }

    private Mono<Post> findHidden(UUID id, PostNotFound error) {
        return posts.findAny(id)
                .filter(post -> post.hidden() && !post.removed())
                .switchIfEmpty(Mono.error(error));
    }

    private static Votable votable(Post post) {
        return new Votable(
                post.id(),
                post.authorId(),
                Set.of(post.authorId()),
                !post.hidden(),
                post.id(),
                null,
                tally -> PostEvents.voted(post, tally),
                () -> new PostNotFound(post.id()));
    }

    private Mono<Void> remove(Post post) {
        return posts.remove(post.id(), null)
                .then(meetups.withdraw(post))
                .then(outbox.append(PostEvents.removed(post)));
    }

    private Mono<Void> removeOthers(Post post, Caller moderator) {
        return decisions.remove("post", post.id(), post.authorId(), moderator.id());
    }

    /** What moderators do to what others wrote is on the log, and these others hear of it. */
    private Mono<Void> tellOfEdit(Post post, Caller moderator) {
        UUID author = post.authorId();
        return log.append(ModeratorAction.onPost("edit", moderator.id(), post.id(), author))
                .then(notifier.tell(Notice.moderation(author, post.id(), null, post.id(), "edit")));
    }

    private static boolean isOwn(Post post, Caller caller) {
        return post.authorId().equals(caller.id());
    }

    private <T> Mono<T> inTurn(UUID id, Mono<T> write) {
        return turns.inTurn(id, write.as(transactional::transactional));
    }

    private Mono<UUID> store(Post post, @Nullable MeetupPlan plan, Caller author) {
        return compose(post)
                .flatMap(text ->
                        screening
                                .admit(post, plan, text, author)
                                .flatMap(screened -> store(post, plan, text, screened))
                                .as(write -> inTurn(author.id(), write)))
                .thenReturn(post.id());
    }

    /** Nobody hears of a post that a moderator has to see first. */
    private Mono<Void> store(
            Post post, @Nullable MeetupPlan plan, WrittenText text, Screening screened) {
        return posts.add(post, text, screened.isHeld())
                .then(meetups.add(post, plan))
                .then(
                        screened.isHeld()
                                ? outbox.append(PostEvents.held(post))
                                : announce(post, text.mentions()))
                .then(screening.follow(post, screened));
    }

    private Mono<Void> announce(Post post, List<UUID> mentioned) {
        return outbox.append(PostEvents.created(post)).then(tell(post, mentioned));
    }

    private Mono<Void> tell(Post post, List<UUID> mentioned) {
        return notifier.tell(mentions(post, mentioned));
    }

    static List<Notice> mentions(Post post, List<UUID> mentioned) {
        return mentioned.stream()
                .map(person -> Notice.mention(person, post.authorId(), post.id(), null))
                .toList();
    }

    private Mono<WrittenText> compose(Post post) {
        return texts.compose(post.content().title(), post.content().body());
    }

    private Mono<Void> revise(Post post, JsonNode patch, Caller caller) {
        return meetups.find(post.id())
                .singleOptional()
                .flatMap(plan -> revise(post, plan.orElse(null), patch, caller));
    }

    private Mono<Void> revise(Post post, @Nullable MeetupPlan plan, JsonNode patch, Caller caller) {
        PostContent current = post.content();
        PostDraft draft = mergePatch.apply(patch, PostDraft.of(current, plan));
        PostContent patched = draft.toContent();
        MeetupPlan planned = draft.toPlan(plan);
        return relocated(current, patched, patch.has("region"))
                .filter(content -> !content.equals(current) || !Objects.equals(plan, planned))
                .map(post::edited)
                .flatMap(edited ->
                        replace(post, edited, caller).then(meetups.replace(edited, plan, planned)));
    }

    private Mono<Void> replace(Post former, Post edited, Caller caller) {
        return compose(edited)
                .flatMap(text ->
                        screening
                                .review(edited, text, caller)
                                .delayUntil(screened -> replace(edited, text, screened))
                                .flatMap(screened -> screening.follow(edited, screened)))
                .then(outbox.append(PostEvents.updated(former, edited)));
    }

    private Mono<Void> replace(Post edited, WrittenText text, Screening screened) {
        return posts.findMentions(edited.id())
                .map(text::mentionsBeside)
                .delayUntil(_ -> posts.replace(edited, text))
                .flatMap(added -> screened.isHeld() ? Mono.empty() : tell(edited, added));
    }

    /** The content with its place checked, and in that place's region where it names none. */
    private Mono<PostContent> located(PostContent content) {
        UUID placeId = content.placeId();
        return placeId == null
                ? Mono.just(content)
                : required(places.findSoon(placeId)).map(content::inRegionOf);
    }

    /**
     * The same for an edit. What it leaves alone stays as it is, even where the place is gone by
     * now.
     */
    private Mono<PostContent> relocated(
            PostContent former, PostContent edited, boolean regionGiven) {
        UUID placeId = edited.placeId();
        if (placeId == null) {
            return Mono.just(edited);
        }
        Mono<PlaceLink> place = places.find(placeId);
        if (placeId.equals(former.placeId())) {
            return place.map(edited::inRegionOf).defaultIfEmpty(edited);
        }
        PostContent moved = regionGiven ? edited : edited.withoutRegion();
        return required(place).map(moved::inRegionOf);
    }

    private static Mono<PlaceLink> required(Mono<PlaceLink> place) {
        return place.switchIfEmpty(Mono.error(() -> Invalid.field("placeId", "unknown")));
    }

    private Mono<Post> lockOwn(UUID id, @Nullable String ifMatch, Caller caller) {
        return threads.open(id, Viewer.of(caller))
                .map(post -> requireEditable(post, ifMatch, caller));
    }

    private static Post requireEditable(Post post, @Nullable String ifMatch, Caller caller) {
        if (!isOwn(post, caller) && !caller.has(Role.MODERATOR)) {
            throw new Forbidden("not_the_author");
        }
        EntityTag.requireMatch(ifMatch, post.version());
        return post;
    }
}
