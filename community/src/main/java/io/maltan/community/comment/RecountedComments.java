package io.maltan.community.comment;

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
class RecountedComments implements Recounted {

    private static final String SHOWN =
            """
            select id, post_id, author_id from comment
             where id = any(:ids) and removed_at is null and hidden_at is null
            """;

    private final DatabaseClient database;

    RecountedComments(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Poll poll() {
        return Poll.COMMENTS;
    }

    @Override
    public Flux<NewEvent> toEvents(Map<UUID, Tally> counts) {
        return database.sql(SHOWN)
                .bind("ids", counts.keySet().toArray(UUID[]::new))
                .map(row -> {
                    UUID id = required(row, "id", UUID.class);
                    return CommentEvents.voted(
                            id,
                            required(row, "post_id", UUID.class),
                            required(row, "author_id", UUID.class),
                            Objects.requireNonNull(counts.get(id)));
                })
                .all();
    }
}
