package io.maltan.user.apikey;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Somebody's keys, of which even we do not know the secrets. */
@Component
class ApiKeyData implements PersonalData {

    private final ApiKeys keys;

    ApiKeyData(ApiKeys keys) {
        this.keys = keys;
    }

    @Override
    public String section() {
        return "apiKeys";
    }

    @Override
    public Flux<?> export(UUID person) {
        return keys.allOf(person).map(KeyView::of);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return keys.removeAll(person);
    }
}
