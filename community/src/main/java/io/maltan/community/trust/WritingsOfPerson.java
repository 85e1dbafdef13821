package io.maltan.community.trust;

import io.maltan.community.sql.DatabaseLimit;
import io.maltan.platform.person.PersonalData;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The short memory of what people wrote; what it holds of somebody are times and fingerprints. */
@Component
class WritingsOfPerson implements PersonalData {

    private static final Duration KEPT = Duration.ofDays(1);

    private final R2dbcWritings writings;
    private final Duration timeLimit;

    WritingsOfPerson(R2dbcWritings writings, DatabaseLimit limit) {
        this.writings = writings;
        this.timeLimit = limit.limit();
    }

    @Override
    public String section() {
        return "recentWritings";
    }

    @Override
    public Flux<?> export(UUID person) {
        return Flux.empty();
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return writings.forget(person);
    }

    @Scheduled(fixedDelay = 10, timeUnit = TimeUnit.MINUTES)
    Mono<Void> forgetOld() {
        return writings.forgetOlderThan(KEPT)
                .timeout(timeLimit)
                .repeat()
                .takeWhile(rows -> rows > 0)
                .then();
    }
}
