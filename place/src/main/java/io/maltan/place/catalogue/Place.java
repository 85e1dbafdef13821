package io.maltan.place.catalogue;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A place as it is stored.
 *
 * @param source where it came from and its id there, such as {@code osm:node/123}; null where a
 *     person wrote it
 * @param ownerId who wrote it; null where it was imported
 * @param regionCode the region that its position belongs to
 * @param photoIds of the first photos
 * @param contentHash of what its source last said, whatever people have changed since
 * @param sameAs the place from another source that seems to be the same; null for most
 * @param vanishedAt since when its source no longer has it; null while it does
 * @param held what people have changed and its source does not say so: it stays when the source
 *     says something new; null where people have changed nothing that a source said
 * @param version grows with every change, its rating's included
 */
public record Place(
        UUID id,
        @Nullable String source,
        @Nullable UUID ownerId,
        PlaceContent content,
        @Nullable String regionCode,
        Rating rating,
        List<UUID> photoIds,
        String contentHash,
        long version,
        Instant createdAt,
        Instant updatedAt,
        @Nullable UUID sameAs,
        @Nullable Instant vanishedAt,
        @Nullable Set<PlaceMember> held) {

    public Place {
        held = held == null ? null : Set.copyOf(held);
        photoIds = List.copyOf(photoIds);
    }

    /** A place that did not exist before. */
    public static Place created(
            UUID id,
            @Nullable String source,
            @Nullable UUID ownerId,
            PlaceContent content,
            @Nullable String regionCode,
            Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MICROS);
        return new Place(
                id,
                source,
                ownerId,
                content,
                regionCode,
                Rating.NONE,
                List.of(),
                content.hash(),
                1,
                at,
                at,
                null,
                null,
                null);
    }

    /** The same place with other content, as a person edited it. */
    Place edited(PlaceContent other, @Nullable String otherRegion, Instant now) {
        return new Place(
                id,
                source,
                ownerId,
                other,
                otherRegion,
                rating,
                photoIds,
                contentHash,
                version + 1,
                createdAt,
                now.truncatedTo(ChronoUnit.MICROS),
                sameAs,
                vanishedAt,
                heldBeside(other));
    }

    private @Nullable Set<PlaceMember> heldBeside(PlaceContent other) {
        Set<PlaceMember> changed = PlaceMember.differing(content, other);
        if (source == null || changed.isEmpty()) {
            return held;
        }
        changed.addAll(held == null ? Set.of() : held);
        return changed;
    }

    /**
     * The same place as its source has it now, apart from what people have changed; that stays
     * until the source says the same.
     *
     * @param said the place as its source alone would have it
     */
    public Place refreshed(Place said, Instant now) {
        Set<PlaceMember> kept = PlaceMember.differing(content, said.content);
        kept.retainAll(held == null ? Set.of() : held);
        return new Place(
                id,
                source,
                ownerId,
                said.content.with(kept, content),
                kept.contains(PlaceMember.POSITION) ? regionCode : said.regionCode,
                rating,
                photoIds,
                said.contentHash,
                version + 1,
                createdAt,
                now.truncatedTo(ChronoUnit.MICROS),
                sameAs,
                vanishedAt,
                held == null ? null : kept);
    }
}
