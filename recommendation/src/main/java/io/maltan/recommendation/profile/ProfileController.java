package io.maltan.recommendation.profile;

import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.security.WithRole;
import io.maltan.recommendation.feedback.Feedback;
import io.maltan.recommendation.feedback.FeedbackIntake;
import io.maltan.recommendation.place.PlaceIndex;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

@RestController
@RequestMapping("/api/v1/recommendations/profile")
class ProfileController {

    private static final int MOST_PLACES = 50;
    private static final int MOST_CAUSES = 3;

    private final People people;
    private final Tastes tastes;
    private final PlaceIndex places;
    private final FeedbackIntake feedback;
    private final Clock clock;

    ProfileController(
            People people, Tastes tastes, PlaceIndex places, FeedbackIntake feedback, Clock clock) {
        this.people = people;
        this.tastes = tastes;
        this.places = places;
        this.feedback = feedback;
        this.clock = clock;
    }

    @GetMapping
    Mono<ProfileView> show(@WithRole(Role.GUEST) Caller caller, Locale locale) {
        return people.get(caller.id())
                .map(person -> new Telling(tastes.of(person, clock.instant()), locale).of(person));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> forget(@WithRole(Role.GUEST) Caller caller) {
        return feedback.forget(caller.id());
    }

    /** Puts a taste into words, in a language. */
    private final class Telling {

        private final Taste taste;
        private final Locale locale;

        Telling(Taste taste, Locale locale) {
            this.taste = taste;
            this.locale = locale;
        }

        ProfileView of(Person person) {
            return new ProfileView(
                    person.history().size(),
                    categories(),
                    taste.signals().stream().limit(MOST_PLACES).map(this::place).toList(),
                    removed(person),
                    Math.round(taste.ground().reachMetres()),
                    taste.followed().size(),
                    person.preferences().categories(),
                    person.preferences().regions());
        }

        private List<CategoryTaste> categories() {
            Map<Integer, List<Taste.Signal>> byCategory =
                    taste.signals().stream()
                            .collect(
                                    Collectors.groupingBy(
                                            signal -> places.category(signal.place())));
            return byCategory.entrySet().stream()
                    .map(entry -> category(entry.getKey(), entry.getValue()))
                    .sorted(Comparator.comparingDouble(CategoryTaste::weight).reversed())
                    .toList();
        }

        private CategoryTaste category(int category, List<Taste.Signal> causes) {
            return new CategoryTaste(
                    places.categories().code(category),
                    taste.category(category),
                    causes.stream().limit(MOST_CAUSES).map(this::place).toList());
        }

        private PlaceTaste place(Taste.Signal signal) {
            return new PlaceTaste(
                    new PlaceName(places.id(signal.place()), places.name(signal.place(), locale)),
                    signal.weight(),
                    signal.strongest().type().code(),
                    signal.strongest().eventId(),
                    signal.at());
        }

        /** The latest first; of several removals of a place the latest is in force. */
        private List<Removed> removed(Person person) {
            IntOpenHashSet left = new IntOpenHashSet(taste.removed());
            return person.history().stream()
                    .filter(event -> event.type().removesPlace())
                    .flatMap(event ->
                            places.find(event.placeId()).stream()
                                    .filter(left::remove)
                                    .mapToObj(place -> removed(place, event)))
                    .limit(MOST_PLACES)
                    .toList();
        }

        private Removed removed(int place, Feedback event) {
            return new Removed(
                    places.id(place),
                    places.name(place, locale),
                    event.type().code(),
                    event.eventId());
        }
    }

    /**
     * What is believed of a person.
     *
     * @param reachMetres how far they are taken to go
     * @param followedPlaces how many places those whom they follow wrote about
     */
    record ProfileView(
            int events,
            List<CategoryTaste> categories,
            List<PlaceTaste> places,
            List<Removed> removed,
            long reachMetres,
            int followedPlaces,
            List<String> preferredCategories,
            List<String> preferredRegions) {}

    record CategoryTaste(String category, double weight, List<PlaceTaste> because) {}

    /**
     * What is believed of a place.
     *
     * @param eventId the feedback that weighs most: to delete it is to correct the belief
     */
    record PlaceTaste(PlaceName place, double weight, String because, UUID eventId, Instant at) {}

    record PlaceName(UUID id, String name) {}

    /**
     * A place that is not recommended any more.
     *
     * @param eventId the feedback that removed it: to delete it is to have the place back
     */
    record Removed(UUID id, String name, String because, UUID eventId) {}
}
