package io.maltan.community.comment;

import io.maltan.community.member.Viewer;
import io.maltan.community.vote.Tally;
import io.maltan.community.vote.Vote;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
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
@RequestMapping("/api/v1/community")
class CommentController {

    private final Discussion discussion;

    CommentController(Discussion discussion) {
        this.discussion = discussion;
    }

    @GetMapping("/posts/{postId}/comments")
    Mono<Page<CommentView>> list(
            @PathVariable UUID postId,
            @RequestParam(required = false) @Nullable String sort,
            PageRequest page,
            Optional<Caller> caller) {
        return discussion.list(postId, ThreadOrder.of(sort), Viewer.of(caller), page);
    }

    @PostMapping("/posts/{postId}/comments")
    Mono<ResponseEntity<CommentView>> write(
            @PathVariable UUID postId, @RequestBody CommentDraft draft, Caller caller) {
        return discussion.write(postId, draft, caller).map(CommentController::created);
    }

    @GetMapping("/comments/{id}")
    Mono<ResponseEntity<CommentView>> get(@PathVariable UUID id, Optional<Caller> caller) {
        return discussion.get(id, Viewer.of(caller)).map(CommentController::tagged);
    }

    @PatchMapping("/comments/{id}")
    Mono<ResponseEntity<CommentView>> edit(
            @PathVariable UUID id,
            @RequestBody JsonNode patch,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return discussion.edit(id, patch, ifMatch, caller).map(CommentController::tagged);
    }

    @DeleteMapping("/comments/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> remove(
            @PathVariable UUID id,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            Caller caller) {
        return discussion.remove(id, ifMatch, caller);
    }

    @PutMapping("/comments/{id}/vote")
    Mono<Tally> vote(@PathVariable UUID id, @RequestBody Vote vote, Caller caller) {
        return discussion.vote(id, vote.required(), caller);
    }

    private static ResponseEntity<CommentView> created(CommentView comment) {
        return ResponseEntity.created(URI.create("/api/v1/community/comments/" + comment.id()))
                .eTag(comment.tag())
                .body(comment);
    }

    private static ResponseEntity<CommentView> tagged(CommentView comment) {
        return ResponseEntity.ok().eTag(comment.tag()).body(comment);
    }
}
