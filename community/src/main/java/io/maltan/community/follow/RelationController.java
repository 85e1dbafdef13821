package io.maltan.community.follow;

import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/community")
@ResponseStatus(HttpStatus.NO_CONTENT)
class RelationController {

    private final Following following;
    private final Blocking blocking;
    private final Muting muting;
    private final R2dbcRelations relations;

    RelationController(
            Following following, Blocking blocking, Muting muting, R2dbcRelations relations) {
        this.muting = muting;
        this.relations = relations;
        this.following = following;
        this.blocking = blocking;
    }

    @PutMapping("/follows/{userId}")
    Mono<Void> follow(@PathVariable UUID userId, Caller caller) {
        return following.follow(caller.id(), userId);
    }

    @DeleteMapping("/follows/{userId}")
    Mono<Void> unfollow(@PathVariable UUID userId, Caller caller) {
        return following.unfollow(caller.id(), userId);
    }

    @PutMapping("/blocks/{userId}")
    Mono<Void> block(@PathVariable UUID userId, Caller caller) {
        return blocking.block(caller.id(), userId);
    }

    @DeleteMapping("/blocks/{userId}")
    Mono<Void> unblock(@PathVariable UUID userId, Caller caller) {
        return blocking.unblock(caller.id(), userId);
    }

    @PutMapping("/mutes/{userId}")
    Mono<Void> mute(@PathVariable UUID userId, Caller caller) {
        return muting.mute(caller.id(), userId);
    }

    @DeleteMapping("/mutes/{userId}")
    Mono<Void> unmute(@PathVariable UUID userId, Caller caller) {
        return muting.unmute(caller.id(), userId);
    }

    @GetMapping("/follows")
    @ResponseStatus(HttpStatus.OK)
    Mono<Page<RelationView>> follows(PageRequest page, Caller caller) {
        return relations.list(Relation.FOLLOWS, caller.id(), page);
    }

    @GetMapping("/followers")
    @ResponseStatus(HttpStatus.OK)
    Mono<Page<RelationView>> followers(PageRequest page, Caller caller) {
        return relations.list(Relation.FOLLOWERS, caller.id(), page);
    }

    @GetMapping("/blocks")
    @ResponseStatus(HttpStatus.OK)
    Mono<Page<RelationView>> blocks(PageRequest page, Caller caller) {
        return relations.list(Relation.BLOCKS, caller.id(), page);
    }

    @GetMapping("/mutes")
    @ResponseStatus(HttpStatus.OK)
    Mono<Page<RelationView>> mutes(PageRequest page, Caller caller) {
        return relations.list(Relation.MUTES, caller.id(), page);
    }
}
