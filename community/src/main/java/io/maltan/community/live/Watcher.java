package io.maltan.community.live;

import io.maltan.community.follow.BlockChanged;
import io.maltan.community.follow.Blocking;
import io.maltan.community.follow.MuteChanged;
import io.maltan.community.member.Viewer;
import io.maltan.platform.events.Event;
import io.maltan.platform.events.EventJson;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Somebody with an open stream, and whom they do not get to see: read once the stream stands, and
 * again whenever a block that concerns them comes or goes. Events reach a watcher one after
 * another.
 */
final class Watcher {

    private final Viewer viewer;
    private final Blocking blocking;
    private final AtomicInteger changes = new AtomicInteger();
    private volatile @Nullable Set<UUID> hidden;

    Watcher(Viewer viewer, Blocking blocking) {
        this.viewer = viewer;
        this.blocking = blocking;
    }

    /** Emits true where the watcher may see what this person does, and is empty otherwise. */
    Mono<Boolean> admits(UUID person) {
        return hidden().map(people -> !people.contains(person)).filter(admitted -> admitted);
    }

    /** Completes once it is known whom the watcher does not see. */
    Mono<Void> ready() {
        return hidden().then();
    }

    /** Takes notice of a block or a muting, which is nothing to show. */
    <T> Mono<T> notice(Event event, EventJson json) {
        UUID id = viewer.id();
        if (id != null && concerns(event, json, id)) {
            changes.incrementAndGet();
            hidden = null;
        }
        return Mono.empty();
    }

    private static boolean concerns(Event event, EventJson json, UUID person) {
        return event.type().equals(BlockChanged.TYPE)
                ? json.read(event, BlockChanged.class).concerns(person)
                : json.read(event, MuteChanged.class).concerns(person);
    }

    private Mono<Set<UUID>> hidden() {
        return Mono.defer(() -> {
            Set<UUID> known = hidden;
            return known != null ? Mono.just(known) : read(changes.get());
        });
    }

    /** Keeps what it reads, unless something has changed meanwhile. */
    private Mono<Set<UUID>> read(int change) {
        return blocking.hiddenFrom(viewer)
                .doOnNext(people -> hidden = changes.get() == change ? people : null);
    }
}
