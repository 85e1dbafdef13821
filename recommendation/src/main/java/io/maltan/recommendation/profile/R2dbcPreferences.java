package io.maltan.recommendation.profile;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The rows of preferences. */
@Component
final class R2dbcPreferences {

    private static final String SAVE =
            """
            insert into preference (user_id, categories, regions) values (:user, :categories, :regions)
            on conflict (user_id) do update set categories = excluded.categories, regions = excluded.regions
            """;

    private static final String FIND =
            "select categories, regions from preference where user_id = :user";

    private static final String ERASE = "delete from preference where user_id = :user";

    private static final String MOVE =
            """
            with moved as (
                insert into preference (user_id, categories, regions)
                select :account, categories, regions from preference where user_id = :guest
                on conflict do nothing)
            delete from preference where user_id = :guest
            """;

    private final DatabaseClient database;

    R2dbcPreferences(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> save(UUID userId, Preferences preferences) {
        return database.sql(SAVE)
                .bind("user", userId)
                .bind("categories", preferences.categories().toArray(String[]::new))
                .bind("regions", preferences.regions().toArray(String[]::new))
                .then();
    }

    Mono<Preferences> find(UUID userId) {
        return database.sql(FIND)
                .bind("user", userId)
                .map(row -> new Preferences(texts(row, "categories"), texts(row, "regions")))
                .one();
    }

    Mono<Void> erase(UUID userId) {
        return database.sql(ERASE).bind("user", userId).then();
    }

    /** Gives an account what a guest preferred, if it prefers nothing itself. */
    Mono<Void> move(UUID guest, UUID account) {
        return database.sql(MOVE).bind("guest", guest).bind("account", account).then();
    }

    private static List<String> texts(Readable row, String column) {
        return List.of(Objects.requireNonNull(row.get(column, String[].class)));
    }
}
