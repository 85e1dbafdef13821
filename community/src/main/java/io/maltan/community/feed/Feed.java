package io.maltan.community.feed;

import io.maltan.community.member.Viewer;
import io.maltan.community.post.PostBoard;
import io.maltan.community.post.PostView;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;

/** Posts of followed people and of preferred regions, merged, latest first. */
@Service
class Feed {

    private final R2dbcFeed entries;
    private final PostBoard board;

    Feed(R2dbcFeed entries, PostBoard board) {
        this.entries = entries;
        this.board = board;
    }

    Mono<Page<PostView>> of(Viewer viewer, UUID reader, PageRequest page) {
        return entries.list(reader, viewer, page).flatMap(found -> read(found, viewer));
    }

    private Mono<Page<PostView>> read(Page<UUID> found, Viewer viewer) {
        return board.findAll(found.items(), viewer)
                .collectMap(PostView::id)
                .map(posts -> new Page<>(inOrder(found.items(), posts), found.nextCursor()));
    }

    private static List<PostView> inOrder(List<UUID> ids, Map<UUID, PostView> posts) {
        return ids.stream().map(posts::get).filter(Objects::nonNull).toList();
    }
}
