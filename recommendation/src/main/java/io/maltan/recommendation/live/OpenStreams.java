package io.maltan.recommendation.live;

import io.maltan.recommendation.model.Model;
import io.maltan.recommendation.model.ModelListener;
import io.maltan.recommendation.place.PlaceIndex;
import io.maltan.recommendation.place.PlaceListener;
import io.maltan.recommendation.profile.PersonListener;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The streams that are open on this replica, told to look again by whatever could change them. */
@Component
final class OpenStreams implements PersonListener, PlaceListener, ModelListener {

    private final ConcurrentMap<UUID, OpenStream> streams = new ConcurrentHashMap<>();
    private final ConcurrentMap<UUID, Set<OpenStream>> byUser = new ConcurrentHashMap<>();
    private final PlaceIndex places;

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

    @Override
    public void changed(int place) {
        streams.values().stream()
                .filter(stream -> stream.mayShow(place, places))
                .forEach(OpenStream::lookAgain);
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
