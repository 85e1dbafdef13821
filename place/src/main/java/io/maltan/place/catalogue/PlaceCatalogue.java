package io.maltan.place.catalogue;

import io.maltan.place.category.Categories;
import io.maltan.place.geography.Coordinates;
import io.maltan.place.history.Change;
import io.maltan.place.history.PlaceHistory;
import io.maltan.place.hours.TimeZones;
import io.maltan.place.region.Region;
import io.maltan.place.region.Regions;
import io.maltan.platform.events.Outbox;
import io.maltan.platform.hours.OpeningHours;
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
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Service;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
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
    private final PlaceHistory history;
    private final ObjectProvider<PlaceReferences> references;
    private final Clock clock = Clock.systemUTC();

    PlaceCatalogue(
            Places places,
            PlaceFacts facts,
            Outbox outbox,
            TransactionalOperator transactional,
            MergePatch mergePatch,
            Categories categories,
            Regions regions,
            TimeZones timeZones,
            PlaceHistory history,
            ObjectProvider<PlaceReferences> references) {
        this.places = places;
        this.facts = facts;
        this.outbox = outbox;
        this.transactional = transactional;
        this.mergePatch = mergePatch;
        this.categories = categories;
        this.regions = regions;
        this.timeZones = timeZones;
        this.history = history;
        this.references = references;
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
        requireSense(draft, null);
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
                .then(history.note(place.id(), 1, Change.Kind.CREATED, author.id(), null, null))
                .then(outbox.append(facts.created(place)))
                .thenReturn(place)
                .as(transactional::transactional);
    }

    Mono<Place> edit(Caller editor, UUID id, @Nullable String ifMatch, JsonNode patch) {
        return getToChange(editor, id, ifMatch)
                .flatMap(place -> change(editor, place, patch, Change.Kind.EDITED))
                .as(transactional::transactional);
    }

    /** Changes what a moderator has found to be wrong, within the caller's transaction. */
    public Mono<Place> correct(Caller moderator, UUID id, JsonNode patch) {
        return getToChange(moderator, id, null)
                .flatMap(place -> change(moderator, place, patch, Change.Kind.CORRECTED));
    }

    private Mono<Place> change(Caller editor, Place place, JsonNode patch, Change.Kind kind) {
        PlaceDraft before = PlaceDraft.of(place.content());
        PlaceDraft draft = inItsZone(place, patch, mergePatch.apply(patch, before));
        requireSense(draft, before);
        PlaceContent content = toContent(draft, place.content().aliases());
        if (content.equals(place.content())) {
            return Mono.just(place);
        }
        Place edited = place.edited(content, regionOf(content.position()), clock.instant());
        return places.update(List.of(edited))
                .then(
                        history.note(
                                place.id(),
                                edited.version(),
                                kind,
                                editor.id(),
                                before,
                                PlaceDraft.of(content)))
                .then(outbox.append(facts.updated(place, edited)))
                .thenReturn(edited);
    }

    Mono<Void> remove(Caller editor, UUID id, @Nullable String ifMatch) {
        return places.lockAlike(List.of(id))
                .then(Mono.defer(() -> getToChange(editor, id, ifMatch)))
                .flatMap(place ->
                        places.remove(place)
                                .then(noteGone(editor, place, Change.Kind.REMOVED))
                                .thenMany(Flux.fromStream(references.orderedStream()))
                                .concatMap(feature -> feature.remove(id))
                                .then(outbox.append(facts.removed(place)))
                                .then(changeSameAs(place, null)))
                .as(transactional::transactional);
    }

    /** What seemed to be the same as a place that is gone seems so to another, or to none. */
    private Mono<Void> changeSameAs(Place gone, @Nullable UUID kept) {
        return places.changeSameAs(gone.id(), kept)
                .map(place -> facts.updated(place, place))
                .collectList()
                .flatMap(told -> told.isEmpty() ? Mono.empty() : outbox.append(told));
    }

    private Mono<Void> noteGone(Caller editor, Place place, Change.Kind kind) {
        return history.note(place.id(), place.version() + 1, kind, editor.id(), null, null);
    }

    /**
     * Removes a place that is the same as another, within the caller's transaction. What people
     * have done with it goes over to the other.
     */
    public Mono<Place> mergeInto(Caller moderator, UUID id, UUID other) {
        if (id.equals(other)) {
            return Mono.error(() -> Invalid.field("placeId", "unknown"));
        }
        return places.lockAlike(List.of(id, other))
                .then(Mono.defer(() -> getToChange(moderator, id, null)))
                .zipWhen(place -> getToChange(moderator, other, null))
                .flatMap(both -> merge(moderator, both.getT1(), both.getT2()));
    }

    private Mono<Place> merge(Caller moderator, Place gone, Place kept) {
        return places.replace(gone, kept.id())
                .then(noteGone(moderator, gone, Change.Kind.MERGED))
                .thenMany(Flux.fromStream(references.orderedStream()))
                .concatMap(feature -> feature.move(gone.id(), kept.id()))
                .then(outbox.append(List.of(facts.merged(gone, kept), facts.removed(gone))))
                .then(changeSameAs(gone, kept.id()))
                .thenReturn(kept);
    }

    /** Shows the photos that a place has now, within the caller's transaction. */
    public Mono<Void> listPhotos(UUID id) {
        return places.listPhotos(id).flatMap(place -> outbox.append(facts.updated(place, place)));
    }

    /** The place that has replaced another; empty where none has. */
    Mono<UUID> findReplacement(UUID id) {
        return places.findReplacement(id);
    }

    /** A place that moves keeps its time zone only where somebody chose it. */
    private PlaceDraft inItsZone(Place place, JsonNode patch, PlaceDraft draft) {
        Coordinates from = place.content().position();
        Coordinates to = new Coordinates(draft.lat(), draft.lon());
        boolean chosen =
                patch.has("timeZone") || !timeZones.at(from).equals(place.content().timeZone());
        return chosen || from.equals(to) ? draft : draft.in(timeZones.at(to));
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
                draft.category(),
                position,
                draft.address(),
                draft.phone(),
                draft.website(),
                draft.openingHours(),
                zoneOf(draft, position),
                draft.status() == null ? PlaceStatus.OPEN : draft.status());
    }

    private String zoneOf(PlaceDraft draft, Coordinates position) {
        String named = draft.timeZone();
        return named == null ? timeZones.at(position) : timeZones.find(named).orElse(named);
    }

    /**
     * Refuses what no annotation can judge. What was there before stays: a source brought it, or it
     * was something when it was written.
     */
    private void requireSense(PlaceDraft draft, @Nullable PlaceDraft before) {
        if (before == null || !draft.category().equals(before.category())) {
            requireCategory(draft.category());
        }
        if (before == null || !Objects.equals(draft.openingHours(), before.openingHours())) {
            requireHours(draft.openingHours());
        }
        if (before == null || !Objects.equals(draft.timeZone(), before.timeZone())) {
            requireZone(draft.timeZone());
        }
    }

    private void requireCategory(String code) {
        if (categories.find(code).isEmpty()) {
            throw Invalid.field("category", "unknown");
        }
    }

    private static void requireHours(@Nullable String hours) {
        if (hours != null && OpeningHours.parse(hours).isEmpty()) {
            throw Invalid.field("openingHours", "format");
        }
    }

    private void requireZone(@Nullable String zone) {
        if (zone != null && timeZones.find(zone).isEmpty()) {
            throw Invalid.field("timeZone", "unknown");
        }
    }

    private @Nullable String regionOf(Coordinates position) {
        return regions.at(position).map(Region::code).orElse(null);
    }
}
