package io.maltan.user.session;

import io.maltan.platform.person.PersonalData;
import java.time.Instant;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where and when somebody has logged in. */
@Component
class SessionData implements PersonalData {

    private final Sessions sessions;

    SessionData(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public String section() {
        return "sessions";
    }

    @Override
    public Flux<?> export(UUID person) {
        return sessions.allOf(person).map(Exported::of);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return sessions.remove(person);
    }

    record Exported(UUID id, String client, Instant createdAt, Instant lastUsedAt) {

        static Exported of(Session session) {
            return new Exported(
                    session.id(), session.client(), session.createdAt(), session.lastUsedAt());
        }
    }
}
