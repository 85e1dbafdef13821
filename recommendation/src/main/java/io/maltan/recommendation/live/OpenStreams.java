package io.maltan.recommendation.live;

import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelListener;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.PlaceListener;
import io.maltan.recommendation.profile.PersonListener;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;

/** The streams that are open on this replica, told to look again by whatever could change them. */
@Component
final class OpenStreams implements PersonListener, PlaceListener, ModelListener, SmartLifecycle {

    private static final Duration GATHERED_FOR = Duration.ofMillis(50);
    private static final int MOST_ONE_BY_ONE = 64;
    private static final int MOST_FLOODS = 20;

    private final ConcurrentMap<UUID, OpenStream> streams = new ConcurrentHashMap<>();
    private final ConcurrentMap<UUID, Set<OpenStream>> byUser = new ConcurrentHashMap<>();
    private final IntOpenHashSet changed = new IntOpenHashSet();
    private final Disposable.Swap telling = Disposables.swap();
    private final PlaceIndex places;
    private int floods;
    private volatile boolean running;

    OpenStreams(PlaceIndex places) {
        this.places = places;
    }

    void add(OpenStream stream) {
        streams.put(stream.id(), stream);
        UUID userId = stream.userId();
        if (userId != null) {
            byUser.compute(userId, (id, own) -> with(own, stream));
        }
    }

    void remove(OpenStream stream) {
        streams.remove(stream.id());
        UUID userId = stream.userId();
        if (userId != null) {
            byUser.computeIfPresent(userId, (id, own) -> without(own, stream));
        }
    }

    private static Set<OpenStream> with(@Nullable Set<OpenStream> own, OpenStream stream) {
        Set<OpenStream> more = own == null ? ConcurrentHashMap.newKeySet() : own;
        more.add(stream);
        return more;
    }

    private static @Nullable Set<OpenStream> without(Set<OpenStream> own, OpenStream stream) {
        own.remove(stream);
        return own.isEmpty() ? null : own;
    }

    Optional<OpenStream> find(UUID id) {
        return Optional.ofNullable(streams.get(id));
    }

    @Override
    public void changed(UUID userId) {
        byUser.getOrDefault(userId, Set.of()).forEach(OpenStream::lookAgain);
    }

    /** Gathered for a moment: an import changes thousands of places a second. */
    @Override
    public void changed(int place) {
        if (!streams.isEmpty()) {
            synchronized (changed) {
                changed.add(place);
            }
        }
    }

    private void tellOfChanges() {
        int[] since;
        synchronized (changed) {
            since = changed.toIntArray();
            changed.clear();
        }
        if (since.length > MOST_ONE_BY_ONE && ++floods < MOST_FLOODS) {
            return;
        }
        if (floods > 0) {
            floods = 0;
            streams.values().forEach(OpenStream::lookAgain);
        } else if (since.length > 0) {
            streams.values().stream()
                    .filter(stream -> mayShowAny(stream, since))
                    .forEach(OpenStream::lookAgain);
        }
    }

    private boolean mayShowAny(OpenStream stream, int[] since) {
        for (int place : since) {
            if (stream.mayShow(place, places)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void start() {
        running = true;
        telling.update(
                Flux.interval(GATHERED_FOR)
                        .onBackpressureDrop()
                        .doOnNext(tick -> tellOfChanges())
                        .subscribe());
    }

    @Override
    public void stop() {
        running = false;
        telling.update(Disposables.disposed());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void reloaded() {
        streams.values().forEach(OpenStream::lookAgain);
    }

    @Override
    public void swapped(Model model) {
        streams.values().forEach(OpenStream::lookAgain);
    }
}
