package io.maltan.community.text;

import io.maltan.platform.person.PersonalData;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where others speak to somebody: their words stay, whom they meant does not. */
@Component
class MentionsOfPerson implements PersonalData {

    private static final String NAMELESS =
            """
            body = regexp_replace(body, '@\\[[^]]*\\]\\(user:' || :person || '\\)', '@…', 'gi'),
            body_html = regexp_replace(
                body_html, '<span[^<>]*data-user="' || :person || '"[^<>]*>[^<]*</span>', '@…', 'gi')
            """;
    private static final List<String> FORGET =
            List.of(
                    """
                    update post_revision set %s
                     where mentioned_in(body_html) @> array[cast(:person as uuid)]
                    """,
                    """
                    update post set mentions = array_remove(mentions, cast(:person as uuid)), %s
                     where mentions <> '{}' and mentions @> array[cast(:person as uuid)]
                    """,
                    """
                    update comment set mentions = array_remove(mentions, cast(:person as uuid)), %s
                     where mentions <> '{}' and mentions @> array[cast(:person as uuid)]
                    """);

    private final DatabaseClient database;

    MentionsOfPerson(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String section() {
        return "mentions";
    }

    @Override
    public Flux<?> export(UUID person) {
        return database.sql(
                        """
                        select id from post where mentions <> '{}' and mentions @> array[:person] and removed_at is null
                        union all
                        select id from comment where mentions <> '{}' and mentions @> array[:person] and removed_at is null
                        """)
                .bind("person", person)
                .mapValue(UUID.class)
                .all()
                .map(id -> Map.of("id", id));
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return Flux.fromIterable(FORGET)
                .concatMap(statement ->
                        database.sql(statement.formatted(NAMELESS))
                                .bind("person", person.toString())
                                .then())
                .then();
    }
}
