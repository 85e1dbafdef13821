package io.maltan.recommendation.training;

import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.R2dbcFeedback;
import io.maltan.recommendation.model.Interactions;
import io.maltan.recommendation.model.ItemIds;
import io.maltan.recommendation.model.TrainingSet;
import io.maltan.recommendation.place.PlaceIndex;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Reads what everybody did, page by page, into a {@link TrainingSet}. */
@Component
final class StoredInteractions {

    private static final int PAGE = 10_000;
    private static final UUID FIRST = new UUID(0, 0);

    private final R2dbcFeedback feedback;
    private final PlaceIndex places;

    StoredInteractions(R2dbcFeedback feedback, PlaceIndex places) {
        this.feedback = feedback;
        this.places = places;
    }

    /** Whether there are not more than so many. */
    Mono<Boolean> areAtMost(long most) {
        return feedback.countInteractions(most + 1).map(count -> count <= most);
    }

    Mono<TrainingSet> read() {
        return Mono.defer(() -> {
            Reading reading = new Reading();
            return page(FIRST, FIRST)
                    .expand(read -> read.size() < PAGE ? Mono.empty() : pageAfter(read))
                    .concatMap(read -> Mono.fromRunnable(() -> reading.add(read)), 1)
                    .then(Mono.fromSupplier(reading::finished));
        });
    }

    private Mono<List<Feedback>> pageAfter(List<Feedback> read) {
        return page(read.getLast().userId(), read.getLast().eventId());
    }

    private Mono<List<Feedback>> page(UUID userId, UUID eventId) {
        return feedback.interactionsAfter(userId, eventId, PAGE).collectList();
    }

    private final class Reading {

        private final Interactions.Builder interactions = new Interactions.Builder();
        private final Int2IntOpenHashMap itemOfPlace = new Int2IntOpenHashMap();
        private final ItemIds ids = new ItemIds();
        private final ItemIds people = new ItemIds();
        private @Nullable UUID person;

        void add(List<Feedback> page) {
            page.forEach(this::add);
        }

        private void add(Feedback one) {
            if (person != null && !person.equals(one.userId())) {
                interactions.nextPerson();
                people.add(person);
            }
            person = one.userId();
            if (one.isPositiveInteraction()) {
                places.find(one.placeId())
                        .ifPresent(place ->
                                interactions.add(item(place), (int) one.at().getEpochSecond()));
            }
        }

        private int item(int place) {
            int known = itemOfPlace.getOrDefault(place, -1);
            if (known >= 0) {
                return known;
            }
            itemOfPlace.put(place, ids.size());
            ids.add(places.id(place));
            return ids.size() - 1;
        }

        TrainingSet finished() {
            if (person != null) {
                interactions.nextPerson();
                people.add(person);
            }
            return new TrainingSet(interactions.build(ids.size()), ids, people);
        }
    }
}
