package io.maltan.community.post;

import io.maltan.community.member.Viewer;
import io.maltan.community.sql.DatabaseLimit;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Counts views in memory and writes them in batches, so that reading a post writes nothing. What
 * was seen in the last second is lost when a process dies, and may count twice where the database
 * does not answer in time.
 */
@Component
class ViewCounts {

    private static final int MOST_POSTS = 10_000;

    private static final int MOST_RECENT = 20_000;

    private final Map<UUID, Long> pending = new ConcurrentHashMap<>();
    private final Set<Seen> recent = Collections.synchronizedSet(latest());
    private final R2dbcPostReadings posts;
    private final Duration timeLimit;

    ViewCounts(R2dbcPostReadings posts, DatabaseLimit limit) {
        this.posts = posts;
        this.timeLimit = limit.limit();
    }

    /**
     * Counts one view, but none of the author's own, and one a while for somebody who is known;
     * while the database is away for long, further posts go uncounted.
     */
    void seen(PostView post, Viewer viewer) {
        boolean room = pending.size() < MOST_POSTS || pending.containsKey(post.id());
        if (room && !isAuthor(post, viewer) && isNew(post.id(), viewer)) {
            pending.merge(post.id(), 1L, Long::sum);
        }
    }

    private static boolean isAuthor(PostView post, Viewer viewer) {
        return post.author() != null && post.author().id().equals(viewer.id());
    }

    private boolean isNew(UUID post, Viewer viewer) {
        return viewer.id() == null || recent.add(new Seen(post, viewer.id()));
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    Mono<Void> flush() {
        return Mono.defer(() -> write(takeAll()));
    }

    private Mono<Void> write(Map<UUID, Long> views) {
        return views.isEmpty()
                ? Mono.empty()
                : posts.addViews(views).timeout(timeLimit).doOnError(_ -> putBack(views));
    }

    private Map<UUID, Long> takeAll() {
        Map<UUID, Long> taken = new HashMap<>();
        for (UUID post : List.copyOf(pending.keySet())) {
            Long views = pending.remove(post);
            if (views != null) {
                taken.put(post, views);
            }
        }
        return taken;
    }

    /** Forgets who has seen what when enough others came after. */
    private static Set<Seen> latest() {
        return Collections.newSetFromMap(
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Seen, Boolean> eldest) {
                        return size() > MOST_RECENT;
                    }
                });
    }

    private record Seen(UUID post, UUID viewer) {}

    private void putBack(Map<UUID, Long> views) {
        views.forEach((post, count) -> pending.merge(post, count, Long::sum));
    }
}
