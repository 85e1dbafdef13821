package io.maltan.place.catalogue;

import io.maltan.place.category.Categories;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.hours.OpeningHours;
import io.maltan.place.hours.TimeZones;
import io.maltan.place.region.Region;
import io.maltan.place.region.Regions;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.id.Ids;
import io.maltan.platform.problem.Forbidden;
import io.maltan.platform.problem.Invalid;
import io.maltan.platform.security.Caller;
import io.maltan.platform.security.Role;
import io.maltan.platform.web.ETags;
import io.maltan.platform.web.MergePatch;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** Keeps the catalogue: reads single places, and lets people write, edit and remove them. */
@Service
public class PlaceCatalogue {

    private final Places places;
    private final PlaceFacts facts;
    private final Outbox outbox;
    private final TransactionalOperator transactional;
    private final MergePatch mergePatch;
    private final Categories categories;
    private final Regions regions;
    private final TimeZones timeZones;
    private final Clock clock = Clock.systemUTC();

    PlaceCatalogue(
            Places places,
            PlaceFacts facts,
            Outbox outbox,
            TransactionalOperator transactional,
            MergePatch mergePatch,
            Categories categories,
            Regions regions,
            TimeZones timeZones) {
        this.places = places;
        this.facts = facts;
        this.outbox = outbox;
        this.transactional = transactional;
        this.mergePatch = mergePatch;
        this.categories = categories;
        this.regions = regions;
        this.timeZones = timeZones;
    }

    /** A place that exists. */
    public Mono<Place> get(UUID id) {
        return places.find(id).switchIfEmpty(Mono.error(() -> new PlaceNotFound(id)));
    }

    /** Those of the places that exist, in the order asked. */
    Mono<List<Place>> getAll(List<UUID> ids) {
        return places.findAll(ids)
                .collectMap(Place::id, Function.identity())
                .map(found -> inOrder(ids, found));
    }

    private static List<Place> inOrder(Collection<UUID> ids, Map<UUID, Place> found) {
        return ids.stream().distinct().map(found::get).filter(Objects::nonNull).toList();
    }

    Mono<Place> create(Caller author, PlaceDraft draft) {
        PlaceContent content = toContent(draft, List.of());
        Place place =
                Place.created(
                        Ids.next(),
                        null,
                        author.id(),
                        content,
                        regionOf(content.position()),
                        clock.instant());
        return places.insert(List.of(place))
                .then(outbox.append(facts.created(place)))
                .thenReturn(place)
                .as(transactional::transactional);
    }

    Mono<Place> edit(Caller editor, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return getToChange(editor, id, ifMatch)
                .flatMap(place -> change(place, patch))
                .as(transactional::transactional);
    }

    private Mono<Place> change(Place place, JsonNode patch) {
        PlaceDraft draft = mergePatch.apply(patch, PlaceDraft.of(place.content()));
        PlaceContent content = toContent(draft, place.content().aliases());
        if (content.equals(place.content())) {
            return Mono.just(place);
        }
        Place edited = place.edited(content, regionOf(content.position()), clock.instant());
        return places.update(List.of(edited))
                .then(outbox.append(facts.updated(place, edited)))
                .thenReturn(edited);
    }

    Mono<Void> remove(Caller editor, UUID id, @Nullable String ifMatch) {
        return getToChange(editor, id, ifMatch)
                .flatMap(place -> places.remove(place).then(outbox.append(facts.removed(place))))
                .as(transactional::transactional);
    }

    private Mono<Place> getToChange(Caller editor, UUID id, @Nullable String ifMatch) {
        return places.findToChange(id)
                .switchIfEmpty(Mono.error(() -> new PlaceNotFound(id)))
                .doOnNext(place -> requireEditor(editor, place))
                .doOnNext(place -> ETags.requireMatch(ifMatch, place.version()));
    }

    private static void requireEditor(Caller editor, Place place) {
        if (!editor.id().equals(place.ownerId()) && !editor.has(Role.MODERATOR)) {
            throw new Forbidden("not_your_place");
        }
    }

    private PlaceContent toContent(PlaceDraft draft, List<String> aliases) {
        Coordinates position = new Coordinates(draft.lat(), draft.lon());
        return new PlaceContent(
                draft.name().strip(),
                draft.names() == null ? Map.of() : draft.names(),
                aliases,
                categories.get(draft.category()).code(),
                position,
                draft.address(),
                draft.phone(),
                draft.website(),
                requireHours(draft.openingHours()),
                draft.timeZone() == null ? timeZones.at(position) : requireZone(draft.timeZone()),
                draft.status() == null ? PlaceStatus.OPEN : draft.status());
    }

    private static @Nullable String requireHours(@Nullable String hours) {
        if (hours != null && OpeningHours.parse(hours).isEmpty()) {
            throw Invalid.field("openingHours", "format");
        }
        return hours;
    }

    private static String requireZone(String zone) {
        if (!TimeZones.isZone(zone)) {
            throw Invalid.field("timeZone", "unknown");
        }
        return zone;
    }

    private @Nullable String regionOf(Coordinates position) {
        return regions.at(position).map(Region::code).orElse(null);
    }
}
