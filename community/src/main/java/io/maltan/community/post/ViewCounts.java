package io.maltan.community.post;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Counts views in memory and writes them in batches, so that reading a post writes nothing. */
@Component
class ViewCounts {

    private static final int MOST_POSTS = 10_000;

    private final Map<UUID, Long> pending = new ConcurrentHashMap<>();
    private final R2dbcPostReadings posts;

    ViewCounts(R2dbcPostReadings posts) {
        this.posts = posts;
    }

    /** Counts one view; while the database is away for long, further posts go uncounted. */
    void seen(UUID post) {
        if (pending.size() < MOST_POSTS || pending.containsKey(post)) {
            pending.merge(post, 1L, Long::sum);
        }
    }

    @Scheduled(fixedDelay = 1, timeUnit = TimeUnit.SECONDS)
    Mono<Void> flush() {
        return Mono.defer(() -> write(takeAll()));
    }

    private Mono<Void> write(Map<UUID, Long> views) {
        return views.isEmpty()
                ? Mono.empty()
                : posts.addViews(views).doOnError(_ -> putBack(views));
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

    private void putBack(Map<UUID, Long> views) {
        views.forEach((post, count) -> pending.merge(post, count, Long::sum));
    }
}
