package io.maltan.recommendation.experiment;

import io.maltan.platform.person.PersonalData;
import java.util.UUID;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** In which experiments a person took part. */
@Component
final class ParticipationOfAPerson implements PersonalData {

    private final R2dbcExperiments rows;

    ParticipationOfAPerson(R2dbcExperiments rows) {
        this.rows = rows;
    }

    @Override
    public String section() {
        return "experiments";
    }

    @Override
    public Flux<?> export(UUID person) {
        return rows.partsOf(person);
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return rows.erase(person);
    }
}
