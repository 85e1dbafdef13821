package io.maltan.community.feed;

import io.maltan.community.member.Viewer;
import io.maltan.community.post.PostView;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.security.Caller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
class FeedController {

    private final Feed feed;

    FeedController(Feed feed) {
        this.feed = feed;
    }

    @GetMapping("/api/v1/community/feed")
    Mono<Page<PostView>> feed(PageRequest page, Caller caller) {
        return feed.of(Viewer.of(caller), caller.id(), page);
    }
}
