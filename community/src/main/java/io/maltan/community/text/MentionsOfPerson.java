package io.maltan.community.text;

import static io.maltan.community.sql.Columns.required;

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

    private static final String EXPORT =
            """
            select id from post where mentions <> '{}' and mentions @> array[:person] and removed_at is null
            union all
            select id from comment where mentions <> '{}' and mentions @> array[:person] and removed_at is null
            """;

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
        return database.sql(EXPORT)
                .bind("person", person)
                .mapValue(UUID.class)
                .all()
                .map(id -> Map.of("id", id));
    }

    @Override
    public Mono<Void> erase(UUID person) {
        return Flux.fromArray(Table.values()).concatMap(table -> erase(person, table)).then();
    }

    private Mono<Void> erase(UUID person, Table table) {
        return Mono.defer(() -> eraseSome(person, table))
                .repeat()
                .takeWhile(found -> !found.isEmpty())
                .then();
    }

    /** The rows that it has changed do not speak to the person any more. */
    private Mono<List<Row>> eraseSome(UUID person, Table table) {
        return database.sql(table.find)
                .bind("person", person)
                .map(row ->
                        new Row(
                                required(row, "place", String.class),
                                new StoredText(
                                        required(row, "body", String.class),
                                        required(row, "body_html", String.class))))
                .all()
                .collectList()
                .delayUntil(rows ->
                        Flux.fromIterable(rows)
                                .concatMap(row -> replace(row, person, table))
                                .then());
    }

    private Mono<Void> replace(Row row, UUID person, Table table) {
        StoredText nameless = row.text().without(person);
        return table.bind(database.sql(table.replace), person)
                .bind("place", row.place())
                .bind("body", nameless.body())
                .bind("html", nameless.html())
                .then();
    }

    private record Row(String place, StoredText text) {}

    /**
     * Where texts are kept that speak to people. What can be read by its version has another one
     * then, so that nobody goes on showing what they have.
     */
    private enum Table {
        POSTS("post", "id", "mentions <> '{}' and mentions @> array[:person]", true),
        COMMENTS("comment", "id", "mentions <> '{}' and mentions @> array[:person]", true),
        REVISIONS(
                "post_revision",
                "post_id, version",
                "mentioned_in(body_html) @> array[:person]",
                false),
        REPORTED(
                "report",
                "id",
                "body_html is not null and mentioned_in(body_html) @> array[:person]",
                false);

        /** Rows that are locked stay in their place. */
        private static final String FIND =
                """
                select ctid::text as place, body, body_html from {table} where {speaks}
                 order by {key} limit 200 for update
                """;

        private static final String REPLACE =
                "update {table} set body = :body, body_html = :html {versioned} where ctid = cast(:place as tid)";
        private static final String VERSIONED =
                ", mentions = array_remove(mentions, :person), version = version + 1";

        private final String find;
        private final String replace;
        private final boolean versioned;

        Table(String name, String key, String speaks, boolean versioned) {
            this.find =
                    FIND.replace("{table}", name).replace("{key}", key).replace("{speaks}", speaks);
            this.replace =
                    REPLACE.replace("{table}", name)
                            .replace("{versioned}", versioned ? VERSIONED : "");
            this.versioned = versioned;
        }

        DatabaseClient.GenericExecuteSpec bind(
                DatabaseClient.GenericExecuteSpec statement, UUID person) {
            return versioned ? statement.bind("person", person) : statement;
        }
    }
}
