package io.maltan.community.post;

import static io.maltan.community.sql.Columns.required;

import io.maltan.community.vote.Poll;
import io.maltan.community.vote.Recounted;
import io.maltan.community.vote.Tally;
import io.maltan.platform.events.NewEvent;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

@Component
class RecountedPosts implements Recounted {

    private static final String SHOWN =
            "select id, author_id from post where id = any(:ids) and removed_at is null and hidden_at is null";

    private final DatabaseClient database;

    RecountedPosts(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Poll poll() {
        return Poll.POSTS;
    }

    @Override
    public Flux<NewEvent> toEvents(Map<UUID, Tally> counts) {
        return database.sql(SHOWN)
                .bind("ids", counts.keySet().toArray(UUID[]::new))
                .map(row -> {
                    UUID id = required(row, "id", UUID.class);
                    return PostEvents.voted(
                            id,
                            required(row, "author_id", UUID.class),
                            Objects.requireNonNull(counts.get(id)));
                })
                .all();
    }
}
