package io.maltan.place.history;

import io.maltan.platform.id.Ids;
import io.maltan.platform.page.Cursor;
import io.maltan.platform.page.Page;
import io.maltan.platform.page.PageRequest;
import io.maltan.platform.problem.NotFound;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Remembers what people change about places, and what imports do to these places afterwards.
 * Everyone sees what changed and when; who did it is shown to moderators and to themselves.
 */
@Service
public class PlaceHistory {

    private final R2dbcHistory history;
    private final JsonMapper json;
    private final Clock clock = Clock.systemUTC();

    PlaceHistory(R2dbcHistory history, JsonMapper json) {
        this.history = history;
        this.json = json;
    }

    /**
     * Notes a change, within the caller's transaction.
     *
     * @param editorId who did it; null for an import
     * @param before what of the place can be edited; null for a new place
     * @param after the same afterwards; null for one that is gone
     */
    public Mono<Void> note(
            UUID placeId,
            long version,
            Change.Kind kind,
            @Nullable UUID editorId,
            @Nullable Object before,
            @Nullable Object after) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        JsonNode members =
                before == null || after == null
                        ? json.createObjectNode()
                        : difference(json.valueToTree(before), json.valueToTree(after));
        return history.insert(
                new Change(Ids.next(), placeId, version, kind, editorId, now, members));
    }

    private ObjectNode difference(ObjectNode before, ObjectNode after) {
        TreeSet<String> names = new TreeSet<>(before.propertyNames());
        names.addAll(after.propertyNames());
        ObjectNode difference = json.createObjectNode();
        for (String name : names) {
            JsonNode old = before.path(name);
            JsonNode now = after.path(name);
            if (!old.equals(now)) {
                ObjectNode change = difference.putObject(name);
                setUnlessMissing(change, "before", old);
                setUnlessMissing(change, "after", now);
            }
        }
        return difference;
    }

    private static void setUnlessMissing(ObjectNode change, String name, JsonNode value) {
        if (!value.isMissingNode()) {
            change.set(name, value);
        }
    }

    /** The changes of a place, newest first; those of a removed place only for moderators. */
    Mono<Page<Change>> of(UUID placeId, Optional<Caller> reader, PageRequest page) {
        boolean moderates = reader.filter(caller -> caller.has(Role.MODERATOR)).isPresent();
        Cursor cursor = page.cursor();
        @Nullable UUID before = cursor == null ? null : cursor.uuid(0);
        return history.exists(placeId, moderates)
                .flatMap(exists ->
                        exists
                                ? history.list(placeId, before, page.limitPlusOne()).collectList()
                                : Mono.error(
                                        () -> new NotFound("place_not_found", placeId.toString())))
                .map(read -> Page.of(read, page.limit(), change -> Cursor.of(change.id())));
    }

    Flux<Change> ofEditor(UUID editorId) {
        return history.ofEditor(editorId);
    }

    Mono<Void> forget(UUID editorId) {
        return history.forget(editorId);
    }

    Mono<Void> changeEditor(UUID from, UUID to) {
        return history.changeEditor(from, to);
    }
}
