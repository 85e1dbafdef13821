package io.maltan.community.follow;

import io.maltan.platform.security.Caller;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
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

    RelationController(Following following, Blocking blocking) {
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
}
