package io.maltan.recommendation.profile;

import com.github.benmanes.caffeine.cache.AsyncCache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackListener;
import io.maltan.recommendation.feedback.R2dbcFeedback;
import io.maltan.recommendation.place.MemoryShare;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * The people who were here lately, in memory: read from the database once, then kept up by feedback
 * as it happens on any replica.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
public class People implements FeedbackListener, MemoryShare {

    private static final int LONGEST_LOG = 1_000;
    private static final Duration LONGEST_READ = Duration.ofSeconds(2);

    private final R2dbcFeedback feedback;
    private final R2dbcPreferences preferences;
    private final R2dbcFollowing following;
    private final ProfileProperties properties;
    private final Clock clock;
    private final ObjectProvider<PersonListener> listeners;
    private final HistoryBounds bounds;
    private final AsyncCache<UUID, Person> known;

    People(
            R2dbcFeedback feedback,
            R2dbcPreferences preferences,
            R2dbcFollowing following,
            ProfileProperties properties,
            Clock clock,
            ObjectProvider<PersonListener> listeners) {
        this.feedback = feedback;
        this.preferences = preferences;
        this.following = following;
        this.properties = properties;
        this.clock = clock;
        this.listeners = listeners;
        this.bounds = properties.bounds();
        this.known =
                Caffeine.newBuilder()
                        .maximumWeight(properties.cachedEvents())
                        .weigher((UUID id, Person person) ->
                                PackedHistory.EVENTS_PER_PERSON
                                        + person.history().size()
                                        + 2 * person.followed().size())
                        .expireAfterAccess(properties.cachedFor())
                        .buildAsync();
    }

    @Override
    public String what() {
        return "people";
    }

    @Override
    public long bytes() {
        return properties.cachedEvents() * PackedHistory.BYTES_PER_EVENT;
    }

    /** What is known of a person; of somebody who was never here, a stranger. */
    public Mono<Person> get(UUID userId) {
        CompletableFuture<Person> present = known.getIfPresent(userId);
        return present == null
                ? Mono.fromFuture(() -> known.get(userId, (id, executor) -> read(id)), true)
                : Mono.fromFuture(present, true);
    }

    /** What a person did lately, also what tells nothing of taste; not kept in memory. */
    public Mono<PersonLog> logOf(UUID userId) {
        return Mono.zip(
                        feedback.latest(userId, LONGEST_LOG).collectList(),
                        preferences.find(userId).defaultIfEmpty(Preferences.NONE))
                .map(read -> new PersonLog(read.getT1(), read.getT2()))
                .timeout(LONGEST_READ);
    }

    private CompletableFuture<Person> read(UUID userId) {
        Instant impressionsSince = clock.instant().minus(HistoryBounds.IMPRESSIONS_COUNT_FOR);
        return Mono.zip(
                        feedback.history(
                                        userId,
                                        impressionsSince,
                                        bounds.most(),
                                        HistoryBounds.REMOVALS)
                                .collectList(),
                        preferences.find(userId).defaultIfEmpty(Preferences.NONE),
                        following.placesFor(userId))
                .map(read -> new Person(read.getT1(), read.getT2(), read.getT3()))
                .timeout(LONGEST_READ)
                .toFuture()
                .thenApply(Objects::requireNonNull);
    }

    /** Somebody who is just being read is changed as soon as they have been. */
    @Override
    public void given(UUID userId, List<Feedback> given) {
        known.asMap()
                .computeIfPresent(
                        userId,
                        (id, person) -> person.thenApply(before -> before.with(given, bounds)));
        announce(userId);
    }

    @Override
    public void withdrawn(UUID userId, List<Feedback> withdrawn) {
        Set<UUID> ids = withdrawn.stream().map(Feedback::eventId).collect(Collectors.toSet());
        known.asMap().computeIfPresent(userId, (id, person) -> without(ids, person));
        announce(userId);
    }

    /**
     * Somebody whose history is full is forgotten: the rows know which older event comes into it
     * again. So is who is just being read, perhaps from before the withdrawal.
     */
    private @Nullable CompletableFuture<Person> without(
            Set<UUID> ids, CompletableFuture<Person> person) {
        boolean isKnown = person.state() == Future.State.SUCCESS;
        return isKnown && !bounds.areReached(person.resultNow().history())
                ? person.thenApply(before -> before.without(ids))
                : null;
    }

    @Override
    public void changed(UUID userId) {
        known.asMap().remove(userId);
        announce(userId);
    }

    @Override
    public void missed() {
        known.asMap().clear();
    }

    private void announce(UUID userId) {
        listeners.forEach(listener -> listener.changed(userId));
    }
}
