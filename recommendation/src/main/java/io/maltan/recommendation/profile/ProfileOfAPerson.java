package io.maltan.recommendation.profile;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a person said that they prefer, and whom they follow. */
@Component
final class ProfileOfAPerson implements PersonalData {

    private final R2dbcPreferences preferences;
    private final R2dbcFollowing following;
    private final Followers followers;

    ProfileOfAPerson(R2dbcPreferences preferences, R2dbcFollowing following, Followers followers) {
        this.preferences = preferences;
        this.following = following;
        this.followers = followers;
    }

    @Override
    public String section() {
        return "recommendationProfile";
    }

    @Override
    public Flux<?> export(UUID person) {
        return Flux.concat(preferences.find(person), following.followedBy(person));
    }

    /** Followers hear of it, since what the person wrote speaks to them no more. */
    @Override
    public Mono<Void> erase(UUID person) {
        return followers
                .tellAll(person)
                .then(preferences.erase(person))
                .then(following.erase(person));
    }
}
