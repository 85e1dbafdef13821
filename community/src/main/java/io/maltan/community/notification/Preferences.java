package io.maltan.community.notification;

import io.maltan.community.notice.NoticeKind;
import io.maltan.platform.problem.FieldViolation;
import io.maltan.platform.problem.Invalid;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Which kinds of notifications somebody wants: all, unless they say otherwise. */
@Component
class Preferences {

    private static final String FIND =
            "select unnest(declined) from notification_preference where person_id = :person";
    private static final String KEEP =
            """
            insert into notification_preference (person_id, declined) values (:person, :declined)
            on conflict (person_id) do update set declined = excluded.declined
            """;

    private final DatabaseClient database;

    Preferences(DatabaseClient database) {
        this.database = database;
    }

    Mono<Map<String, Boolean>> of(UUID person) {
        return database.sql(FIND)
                .bind("person", person)
                .mapValue(String.class)
                .all()
                .collect(Collectors.toSet())
                .map(Preferences::toWishes);
    }

    /** Kinds that are not mentioned are wanted. */
    Mono<Map<String, Boolean>> replace(UUID person, Map<String, @Nullable Boolean> wishes) {
        String[] declined = declinedIn(wishes);
        return database.sql(KEEP)
                .bind("person", person)
                .bind("declined", declined)
                .then()
                .thenReturn(toWishes(Set.of(declined)));
    }

    private static String[] declinedIn(Map<String, @Nullable Boolean> wishes) {
        List<FieldViolation> violations = new ArrayList<>();
        wishes.forEach((kind, wanted) -> {
            boolean known = NoticeKind.find(kind).isPresent();
            if (!known) {
                violations.add(new FieldViolation("kinds", "unknown"));
            } else if (wanted == null) {
                violations.add(new FieldViolation(kind, "required"));
            } else if (!wanted && !NoticeKind.find(kind).orElseThrow().isDeclinable()) {
                violations.add(new FieldViolation(kind, "not_declinable"));
            }
        });
        if (!violations.isEmpty()) {
            throw Invalid.of(violations);
        }
        return wishes.entrySet().stream()
                .filter(wish -> Boolean.FALSE.equals(wish.getValue()))
                .map(Map.Entry::getKey)
                .toArray(String[]::new);
    }

    private static Map<String, Boolean> toWishes(Set<String> declined) {
        Map<String, Boolean> wishes = new LinkedHashMap<>();
        for (NoticeKind kind : NoticeKind.values()) {
            wishes.put(kind.code(), !declined.contains(kind.code()));
        }
        return wishes;
    }
}
