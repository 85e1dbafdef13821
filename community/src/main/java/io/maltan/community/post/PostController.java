package io.maltan.community.post;

import io.maltan.community.member.Viewer;
import io.maltan.community.vote.Tally;
import io.maltan.community.vote.Vote;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping("/api/v1/community/posts")
class PostController {

    private final PostBoard board;
    private final ViewCounts views;

    PostController(PostBoard board, ViewCounts views) {
        this.board = board;
        this.views = views;
    }

    @GetMapping
    Mono<Page<PostView>> list(
            @RequestParam(required = false) @Nullable String region,
            @RequestParam(required = false) @Nullable String category,
            @RequestParam(required = false) @Nullable UUID placeId,
            @RequestParam(required = false) @Nullable UUID author,
            @RequestParam(required = false) @Nullable String tag,
            @RequestParam(required = false) @Nullable String meetup,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable String sort,
            PageRequest page,
            Optional<Caller> caller) {
        PostSearch search = PostSearch.of(region, category, placeId, author, tag, meetup, q);
        return board.list(search, PostOrder.of(sort), Viewer.of(caller), page);
    }

    @PostMapping
    Mono<ResponseEntity<PostView>> publish(@RequestBody PostDraft draft, Caller caller) {
        return board.publish(draft, caller).map(PostController::created);
    }

    @GetMapping("/{id}")
    Mono<ResponseEntity<PostView>> get(@PathVariable UUID id, Optional<Caller> caller) {
        Viewer viewer = Viewer.of(caller);
        return board.get(id, viewer)
                .doOnNext(post -> views.seen(post, viewer))
                .map(PostController::tagged);
    }

    @PatchMapping("/{id}")
    Mono<ResponseEntity<PostView>> edit(
            @PathVariable UUID id,
            @RequestBody JsonNode patch,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return board.edit(id, patch, ifMatch, caller).map(PostController::tagged);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> withdraw(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return board.withdraw(id, ifMatch, caller);
    }

    @GetMapping("/{id}/history")
    Mono<Page<PostRevision>> history(
            @PathVariable UUID id, PageRequest page, Optional<Caller> caller) {
        return board.history(id, Viewer.of(caller), page);
    }

    @PutMapping("/{id}/pin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> pin(@PathVariable UUID id, @WithRole(Role.MODERATOR) Caller caller) {
        return board.pin(id, true, caller);
    }

    @DeleteMapping("/{id}/pin")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> unpin(@PathVariable UUID id, @WithRole(Role.MODERATOR) Caller caller) {
        return board.pin(id, false, caller);
    }

    @PutMapping("/{id}/vote")
    Mono<Tally> vote(@PathVariable UUID id, @RequestBody Vote vote, Caller caller) {
        return board.vote(id, vote.required(), caller);
    }

    private static ResponseEntity<PostView> created(PostView post) {
        return ResponseEntity.created(URI.create("/api/v1/community/posts/" + post.id()))
                .eTag(post.tag())
                .body(post);
    }

    private static ResponseEntity<PostView> tagged(PostView post) {
        return ResponseEntity.ok().eTag(post.tag()).body(post);
    }
}
